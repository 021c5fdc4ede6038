package org.bianmin.hub.normalize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.event.VisitMove;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingExample;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;

/** Reads the message of an example as the hub would, and compares what it tells. */
final class ExampleRun {

  private static final String FACILITY = "EXAMPLE";
  private static final int RANK = 10;

  private final MappingSet set;
  private final MappingExample example;
  private final List<MappingProblem> problems = new ArrayList<>();
  private List<Assertion> told = List.of();

  ExampleRun(MappingSet set, MappingExample example) {
    this.set = set;
    this.example = example;
  }

  List<MappingProblem> problems() {
    Outcome outcome =
        new MessageNormalizer(sources(), new Hl7Charsets(Map.of()), set).normalize(row());
    if (outcome instanceof Outcome.Normalized normalized) {
      compare(normalized);
    } else if (outcome instanceof Outcome.Ignored ignored) {
      ended("ignored", example.ignored(), ignored.reason());
    } else if (outcome instanceof Outcome.Unmappable unmappable) {
      ended("parked", example.parked(), unmappable.parked().reason());
    }
    return problems;
  }

  /** What the message tells, once it was read for its problems. */
  List<Assertion> told() {
    return told;
  }

  private void ended(String how, String expected, String reason) {
    if (expected == null) {
      problem(1, "the message is " + how + ": " + reason);
    } else if (!reason.contains(expected)) {
      problem(1, "the message is " + how + " for another reason: " + reason);
    }
  }

  private void compare(Outcome.Normalized outcome) {
    told = outcome.assertions();
    if (example.ignored() != null || example.parked() != null) {
      problem(1, "the message is neither ignored nor parked, it tells " + names(told));
      return;
    }
    List<Assertion> left = new ArrayList<>(told);
    for (MappingExample.Expected expected : example.events()) {
      Assertion found = take(left, expected);
      if (found == null) {
        problem(
            expected.line(),
            "the message does not tell this " + name(expected) + "; left are " + names(left));
      } else {
        compare(expected, found);
      }
    }
    if (!left.isEmpty()) {
      problem(1, "the message tells more than is expected: " + names(left));
    }
    links(outcome.links());
  }

  private static Assertion take(List<Assertion> left, MappingExample.Expected expected) {
    for (Assertion assertion : left) {
      boolean same =
          assertion.key().type().equals(expected.type())
              && (expected.businessKey() == null
                  || expected.businessKey().equals(assertion.key().businessKey()));
      if (same) {
        left.remove(assertion);
        return assertion;
      }
    }
    return null;
  }

  private void compare(MappingExample.Expected expected, Assertion told) {
    String action = told.action().name().toLowerCase(Locale.ROOT);
    text(expected, "action", expected.action(), action);
    Long at = told.occurredAt();
    text(
        expected,
        "occurredAt",
        expected.occurredAt(),
        at == null ? null : Rfc3339.format(at, example.zone()));
    text(
        expected,
        "patient",
        expected.patient(),
        told.patient() == null ? null : told.patient().id());
    new ExampleMatch(reason -> problem(expected.line(), reason))
        .attributes(expected.attributes(), told.attributes());
  }

  private void text(MappingExample.Expected expected, String name, String wanted, String is) {
    if (wanted != null && !wanted.equals(is)) {
      problem(expected.line(), "'" + name + "' is " + is + ", expected " + wanted);
    }
  }

  private void links(List<Link> told) {
    List<String> found = told.stream().map(ExampleRun::words).toList();
    List<String> left = new ArrayList<>(found);
    for (MappingExample.Link link : example.links()) {
      if (!left.remove(link.old() + " -> " + link.current())) {
        problem(link.line(), "the message does not link these two; it links " + found);
      }
    }
    if (!left.isEmpty()) {
      problem(1, "the message links more than is expected: " + left);
    }
  }

  private static String words(Link link) {
    return link instanceof PatientLink patients
        ? patients.old().id() + " -> " + patients.current().id()
        : ((VisitMove) link).old() + " -> " + ((VisitMove) link).current();
  }

  private Sources sources() {
    SourceProperties source =
        SourceProperties.reading(FACILITY, example.zone(), example.profile(), RANK);
    return new Sources(FACILITY, Map.of(example.source(), source));
  }

  private JournalRow row() {
    try {
      byte[] raw = Files.readAllBytes(example.received());
      MessageFormat format = MessageFormat.of(example.format());
      return new JournalRow(
          1,
          new NewMessage(example.source(), FACILITY, format, "", "", null, 0, raw, null, null),
          0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read an example: " + e.getMessage(), e);
    }
  }

  private static String name(MappingExample.Expected expected) {
    return expected.type() + (expected.businessKey() == null ? "" : " " + expected.businessKey());
  }

  private static String names(List<Assertion> assertions) {
    return assertions.isEmpty()
        ? "no events"
        : assertions.stream()
            .map(a -> a.key().type() + " " + a.key().businessKey())
            .collect(Collectors.joining(", "));
  }

  private void problem(int line, String reason) {
    problems.add(new MappingProblem(example.file(), line, reason));
  }
}
