package org.bianmin.hub.recognition.figures;

/**
 * What becomes of reports and orders, of one facility and period.
 *
 * @param reports active reports
 * @param published those that a platform has
 * @param recognisableReports those of which anything may be recognised
 * @param recognisableItems items that may be recognised
 * @param orders active orders
 * @param offered orders for which valid results existed
 */
public record Funnel(
    String facility,
    long reports,
    long published,
    long recognisableReports,
    long recognisableItems,
    long orders,
    long offered,
    long prompts,
    long views,
    long recognised,
    long quoted,
    long declined) {

  static Funnel of(String facility, Counts counts) {
    return new Funnel(
        facility,
        counts.of(FactSet.REPORTS),
        counts.of(FactSet.PUBLISHED),
        counts.of(FactSet.RECOGNISABLE),
        counts.recognisable,
        counts.of(FactSet.ORDERS),
        counts.of(FactSet.OFFERED),
        counts.of(FactSet.PROMPTS),
        counts.of(FactSet.VIEWS),
        counts.of(FactSet.RECOGNISED),
        counts.of(FactSet.QUOTED),
        counts.of(FactSet.DECLINED));
  }
}
