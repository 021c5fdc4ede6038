package org.bianmin.hub.mapping;

import java.util.List;

/**
 * What a catalogue of mutual recognition (互认目录) says about one item for some time.
 *
 * @param code the province's item code
 * @param name for people
 * @param kind code of {@code report-category}
 * @param loinc null where none is known
 * @param validDays how many days after the day it counts from a result may be recognised
 * @param countsFrom the time from which that is counted
 * @param scope code of {@code hr-scope} that the catalogue names with the item, for people: what
 *     counts is the certificate of the institution; null where it names none
 * @param negative whether it is on the negative list (互认负面清单)
 * @param levels between which institutions
 * @param conditions all of which have to hold
 * @param days on which this is so
 */
public record CatalogueItem(
    String code,
    String name,
    String kind,
    String loinc,
    int validDays,
    CountsFrom countsFrom,
    String scope,
    boolean negative,
    Levels levels,
    List<ItemCondition> conditions,
    Days days) {

  public CatalogueItem {
    conditions = List.copyOf(conditions);
  }
}
