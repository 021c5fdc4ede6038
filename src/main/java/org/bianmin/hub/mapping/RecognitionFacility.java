package org.bianmin.hub.mapping;

import java.util.List;

/**
 * An institution that performs or recognises examinations.
 *
 * @param id facility code
 * @param aliases how else it is written where a report names it (OBX-23 …)
 * @param name for people
 * @param level code of {@code org-level}; null where not told
 * @param city, province where it is; null where not told
 */
public record RecognitionFacility(
    String id, List<String> aliases, String name, String level, String city, String province) {

  public RecognitionFacility {
    aliases = List.copyOf(aliases);
  }
}
