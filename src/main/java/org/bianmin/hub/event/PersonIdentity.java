package org.bianmin.hub.event;

/**
 * Who a patient is by law, as a source tells it. Stored sealed, apart from the facts; never logged.
 *
 * @param idType kind of document (CV02.01.101), for example {@code 01} 居民身份证
 * @param id its number
 * @param name as the source has it, null when not told
 * @param sex GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not said; null when not told
 * @param birthDate {@code YYYY-MM-DD}, null when not told
 */
public record PersonIdentity(String idType, String id, String name, String sex, String birthDate) {

  @Override
  public String toString() {
    return "PersonIdentity[" + idType + ", masked]";
  }
}
