package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Declared;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.indicator.RosterCount;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Target;

/** A value while it is put together. */
final class Draft {

  final Scope scope;
  final String group;
  final List<Part> parts = new ArrayList<>();
  final Set<String> mappings = new TreeSet<>();
  Outcome outcome = Outcome.none();
  BigDecimal coverage;
  Words coverageNote;
  String basis = "computed";
  Declared declared;
  Boolean differs;
  Boolean applicable;
  Words note;
  RosterCount roster;
  private final Session session;
  private final Valuation of;

  Draft(Session session, Valuation of, Scope scope, String group) {
    this.session = session;
    this.of = of;
    this.scope = scope;
    this.group = group;
  }

  /** What is shown, before it is rounded; null where there is none. */
  BigDecimal exact() {
    return declared == null ? outcome.exact() : declared.number();
  }

  /** Adds to what must be known. */
  void note(Words more) {
    note = note == null ? more : Notes.both(note, more);
  }

  /** As computed, rounded; null where there is nothing to divide by. */
  BigDecimal value() {
    return outcome.rounded(of.definition().decimals());
  }

  /** Of an area that counts its institutions: how many there are, whatever each of them tells. */
  boolean counting() {
    return scope.kind() != Scope.Kind.FACILITY
        && of.definition().unit().equals("yes/no")
        && of.definition().countsInstitutions();
  }

  String unit() {
    return counting() ? "count" : of.definition().unit();
  }

  IndicatorValue build() {
    IndicatorDefinition definition = of.definition();
    // what one institution should reach is no target of how many there are
    Target target = counting() ? null : definition.target();
    BigDecimal exact = declared == null ? outcome.exact() : declared.number();
    BigDecimal shown = declared == null ? value() : (exact == null ? null : of.rounded(exact));
    return new IndicatorValue(
        definition.id(),
        definition.name(),
        scope,
        group,
        shown,
        outcome.numerator(),
        outcome.denominator(),
        unit(),
        target,
        (target == null || exact == null) ? null : target.met(exact),
        coverage,
        coverageNote,
        basis,
        declared,
        differs,
        applicable,
        note,
        parts,
        definition.reading(),
        of.chosen(),
        definition.definitionVersion(),
        List.copyOf(mappings),
        roster,
        session.asOf(),
        session.waiting());
  }
}
