package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.facts.ToldMessages;
import org.bianmin.hub.journal.HeldSearches;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageSearch;
import org.bianmin.hub.journal.MessageSearch.Found;
import org.bianmin.hub.journal.MessageSearch.Wanted;
import org.bianmin.hub.journal.Sources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Looks for messages by what the journal knows of them, and by what the facts know. */
@Component
final class Searched {

  /**
   * Whose messages.
   *
   * @param kind {@code patient} (number of a facility), {@code visit}, or the kind of a legal id
   *     (CV02.01.101)
   */
  record Whose(String kind, String number) {

    static final String PATIENT = "patient";
    static final String VISIT = "visit";

    @Override
    public String toString() {
      return "Whose[" + kind + ", masked]";
    }
  }

  /** Kinds of legal ids: CV02.01.101. */
  static final Set<String> LEGAL = Set.of("01", "02", "03", "04", "05", "06", "07", "99");

  /** So many messages are held for a person; the newest. */
  static final int HELD = 5_000;

  /** So many parked messages are looked into: what they would tell is in no fact yet. */
  static final int LOOKED_INTO = 300;

  private static final int EVENTS = 5_000;

  private final MessageSearch search;
  private final ToldMessages told;
  private final HeldSearches held;
  private final Traces traces;
  private final ObjectProvider<Sources> sources;
  private final Times times;

  Searched(
      MessageSearch search,
      ToldMessages told,
      HeldSearches held,
      Traces traces,
      ObjectProvider<Sources> sources,
      Times times) {
    this.search = search;
    this.told = told;
    this.held = held;
    this.traces = traces;
    this.sources = sources;
    this.times = times;
  }

  /** Messages of a filter, after a cursor. */
  Found page(MessageFilter filter, Long after, int limit) {
    Wanted wanted = filter.wanted(times, System.currentTimeMillis());
    String type = MessageFilter.given(filter.type());
    if (MessageFilter.given(filter.search()) != null) {
      List<Long> ids = held(filter).messages();
      if (type != null) {
        Set<Long> telling = told.telling(type, ids);
        ids = ids.stream().filter(telling::contains).toList();
      }
      return search.among(ids, wanted, after, limit);
    }
    if (type == null) {
      return search.page(wanted, after, limit);
    }
    return told.ofType(type, EVENTS)
        .map(ids -> search.among(ids, wanted, after, limit))
        .orElseGet(() -> search.page(wanted, ids -> told.telling(type, ids), after, limit));
  }

  /**
   * What is held under the name that a filter gives.
   *
   * @throws NotFound when its time is over
   */
  HeldSearches.Held held(MessageFilter filter) {
    return held.find(filter.search().strip())
        .orElseThrow(
            () ->
                new NotFound(
                    "What was found for a patient is held for 30 minutes; search again"
                        + " (患者检索结果只保留 30 分钟，请重新检索)"));
  }

  /**
   * Looks for a patient's messages and holds what was found.
   *
   * @throws BadRequest when the kind is none or the number is missing
   */
  HeldSearches.Held hold(Whose whose, MessageFilter filter) {
    String kind = MessageFilter.given(whose.kind());
    String number = MessageFilter.given(whose.number());
    if (number == null || kind == null) {
      throw new BadRequest(
          "number is missing: the patient's, the visit's or that of a paper", null);
    }
    Set<String> facilities = facilities(filter);
    ToldMessages.Told found =
        switch (kind) {
          case Whose.PATIENT -> told.ofPatient(facilities, number, HELD);
          case Whose.VISIT -> told.ofVisit(facilities, number, HELD);
          default -> {
            if (!LEGAL.contains(kind)) {
              throw new BadRequest(
                  "kind is patient, visit or a code of CV02.01.101 such as 01", null);
            }
            yield told.ofPerson(kind, number, HELD);
          }
        };
    Wanted wanted = filter.wanted(times, System.currentTimeMillis());
    List<MessageRow> parked = search.parked(wanted, LOOKED_INTO);
    Set<Long> ids = new TreeSet<>(found.messages());
    for (MessageRow row : parked) {
      if (!ids.contains(row.id())
          && traces.raw(row).filter(raw -> says(row, raw, number)).isPresent()) {
        ids.add(row.id());
      }
    }
    return held.hold(new ArrayList<>(ids), found.more(), parked.size());
  }

  /** Whether the number stands in a message by itself, and not within a longer one. */
  private static boolean says(MessageRow row, byte[] raw, String number) {
    String text = new String(raw, Charsets.of(row.charset()));
    int at = text.indexOf(number);
    while (at >= 0) {
      int end = at + number.length();
      if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
          && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        return true;
      }
      at = text.indexOf(number, at + 1);
    }
    return false;
  }

  private Set<String> facilities(MessageFilter filter) {
    Set<String> facilities = new TreeSet<>();
    String given = MessageFilter.given(filter.facility());
    Sources configured = sources.getIfAvailable();
    if (given != null) {
      facilities.add(given);
    } else if (configured != null) {
      if (configured.facility() != null) {
        facilities.add(configured.facility());
      }
      configured.sources().keySet().stream()
          .map(configured::facilityOf)
          .filter(Objects::nonNull)
          .forEach(facilities::add);
    }
    if (facilities.isEmpty()) {
      throw new BadRequest(
          "A patient is looked for in a facility: name it, or set hub.facility", null);
    }
    return facilities;
  }
}
