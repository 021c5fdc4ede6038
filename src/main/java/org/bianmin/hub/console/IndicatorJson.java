package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Declared;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.RosterCount;
import org.bianmin.hub.indicator.programme.Target;

/**
 * The value of an indicator, as the API tells it.
 *
 * @param name in Chinese; {@code nameEn} in English
 * @param scope {@code facility}, {@code county}, {@code city} or {@code all}, and which
 * @param group of the dimension asked for; null where none was
 * @param value in {@code unit}; null where there is nothing to divide by, or no data
 * @param met whether the target is reached, null where that cannot be said
 * @param coverage from 0 to 1, null where it cannot be said; {@code coverageNote} says why
 * @param basis {@code computed}, {@code declared} or {@code proposed}
 * @param differs whether what was declared differs from what was computed
 * @param applicable whether it is asked of this institution, null where that is not known
 * @param mappings content hashes of the mapping sets that told the facts
 * @param roster how many institutions stand behind it, and which have told nothing
 * @param waitingDays days whose facts changed and are not counted anew yet
 */
record IndicatorJson(
    String id,
    String name,
    String nameEn,
    String scope,
    String scopeId,
    String period,
    String group,
    BigDecimal value,
    BigDecimal numerator,
    BigDecimal denominator,
    String unit,
    Goal target,
    Boolean met,
    BigDecimal coverage,
    Words coverageNote,
    String basis,
    Declared declared,
    Boolean differs,
    Boolean applicable,
    Words note,
    List<PartJson> parts,
    Words reading,
    Map<String, String> switches,
    String definitionVersion,
    List<String> mappings,
    RosterCount roster,
    String asOf,
    int waitingDays) {

  /**
   * What the value should reach.
   *
   * @param is {@code ≥}, {@code ≤}, {@code =}, or {@code –} between two bounds
   * @param value the bound; of two, the lower
   * @param most the upper of two, else null
   * @param from the ledger row that says so
   */
  record Goal(String is, BigDecimal value, BigDecimal most, String from) {

    static Goal of(Target target) {
      return target == null
          ? null
          : new Goal(target.is().sign(), target.value(), target.most(), target.from());
    }
  }

  /** A number beside the value. */
  record PartJson(
      String code,
      String name,
      String nameEn,
      BigDecimal value,
      BigDecimal numerator,
      BigDecimal denominator,
      String unit) {}

  static IndicatorJson of(IndicatorValue value, Question asked, Times times) {
    return new IndicatorJson(
        value.id(),
        value.name().zh(),
        value.name().en(),
        value.scope().kind().name().toLowerCase(Locale.ROOT),
        value.scope().id(),
        asked.period().text(),
        asked.by() == Dimension.NONE ? null : value.group(),
        value.value(),
        value.numerator(),
        value.denominator(),
        value.unit(),
        Goal.of(value.target()),
        value.met(),
        value.coverage(),
        value.coverageNote(),
        value.basis(),
        value.declared(),
        value.differs(),
        value.applicable(),
        value.note(),
        value.parts().stream()
            .map(
                part ->
                    new PartJson(
                        part.code(),
                        part.name().zh(),
                        part.name().en(),
                        part.value(),
                        part.numerator(),
                        part.denominator(),
                        part.unit()))
            .toList(),
        value.reading(),
        value.switches(),
        value.definitionVersion(),
        value.mappings(),
        value.roster(),
        times.text(value.asOf()),
        value.waitingDays());
  }
}
