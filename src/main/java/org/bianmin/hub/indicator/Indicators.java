package org.bianmin.hub.indicator;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.EventDefinition;

/** Values of indicators, the facts behind them, and what a draft would change. */
public final class Indicators {

  private final Supplier<ProgrammeSet> inForce;
  private final Answers answers;

  public Indicators(Supplier<ProgrammeSet> inForce, Answers answers) {
    this.inForce = inForce;
    this.answers = answers;
  }

  /** What is in force. */
  public ProgrammeSet programmes() {
    return inForce.get();
  }

  /**
   * Values of all indicators of a programme; one per group where the question splits.
   *
   * @throws IllegalArgumentException when there is no such programme, or the question cannot be
   *     asked; the message says why
   */
  public List<IndicatorValue> values(Question question) {
    return answers.values(inForce.get(), question);
  }

  /**
   * The value of one indicator; one per group where the question splits.
   *
   * @throws IllegalArgumentException when there is no such indicator, or the question cannot be
   *     asked; the message says why
   */
  public List<IndicatorValue> value(Question question, String indicator) {
    return answers.value(inForce.get(), question, indicator);
  }

  /**
   * The value of one indicator with a page of the facts behind it, both of one moment, as {@link
   * #value} and {@link #lineage} give them.
   *
   * @throws IllegalArgumentException when there is no such indicator, or the question cannot be
   *     asked; the message says why
   */
  public Shown shown(
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit) {
    return answers.shown(inForce.get(), question, indicator, numerator, part, after, limit);
  }

  /**
   * Facts behind a number, by time.
   *
   * @param numerator whether of the numerator, else of the denominator
   * @param part code of a part, or empty for the value
   * @param after where the page before ended, null for the first
   */
  public LineagePage lineage(
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit) {
    return answers.lineage(inForce.get(), question, indicator, numerator, part, after, limit);
  }

  /**
   * All facts behind a number, by time. Their keys are looked up as they are taken, so that a file
   * of millions is written as it is read.
   *
   * @param part code of a part, or empty for the value
   * @throws IllegalArgumentException when they cannot be counted; the message says why
   */
  public Iterable<CountedFact> facts(
      Question question, String indicator, String part, boolean numerator) {
    return answers.facts(inForce.get(), question, indicator, part, numerator);
  }

  /** All facts behind a value. */
  public Contributors contributors(Question question, String indicator) {
    return answers.contributors(inForce.get(), question, indicator);
  }

  /** What a fact is to every indicator in force that could count it. */
  public List<Standing> standing(EventKey key) {
    return answers.standing(inForce.get(), key);
  }

  /**
   * What a draft changes. Facts are those that the hub has, as the events in force define them;
   * where the draft defines an event otherwise, the value's note says so.
   *
   * @param draft all of it, as it would be in force
   * @param draftEvents definitions of events as the draft has them
   */
  public List<Difference> whatIf(
      ProgrammeSet draft, Map<String, EventDefinition> draftEvents, Question question) {
    return answers.whatIf(inForce.get(), draft, draftEvents, question);
  }
}
