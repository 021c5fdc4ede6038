package org.bianmin.hub.console;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.alert.FigureSource;
import org.bianmin.hub.alert.Kind;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.DataFolder;
import org.bianmin.hub.store.TallyQueries;
import org.bianmin.hub.store.TallyQueries.Tally;
import org.springframework.stereotype.Component;

/** The figures of the main way for the alert rules: those of the overview, and the disk. */
@Component
final class AlertFigures implements FigureSource {

  private static final String HUB = "hub";
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** Minutes of a source whose last message is older than the figures look back. */
  private static final double OVER_A_DAY = Duration.ofDays(1).toMinutes();

  private static final double PERCENT = 100.0;

  private final FiguresReader reader;
  private final TallyQueries tallies;
  private final Sources sources;
  private final File data;

  AlertFigures(FiguresReader reader, TallyQueries tallies, Sources sources, DataFolder folder) {
    this.reader = reader;
    this.tallies = tallies;
    this.sources = sources;
    this.data = folder.data().toAbsolutePath().toFile();
  }

  @Override
  public Map<Kind, List<Figure>> figures(long now) {
    Figures figures = reader.recent();
    Map<Kind, List<Figure>> all = new EnumMap<>(Kind.class);
    all.put(Kind.QUEUE_DEPTH, depths(figures.backlogs()));
    all.put(Kind.DELIVERY_AGE, ages(figures.backlogs(), now));
    all.put(Kind.MESSAGE_AGE, List.of(new Figure(HUB, minutes(figures.oldestMessage(), now))));
    all.put(Kind.SOURCE_IDLE, idle(figures, now));
    all.put(
        Kind.DESTINATION_PAUSED,
        figures.pauses().entrySet().stream()
            .map(pause -> new Figure(pause.getKey(), minutes(pause.getValue().pausedAt(), now)))
            .toList());
    all.put(
        Kind.REJECTIONS,
        sums(tallies.minutes("delivery", Math.max(MINUTE, now - HOUR)), "discarded"));
    all.put(Kind.PARKED, sums(figures.journal(), "parked"));
    all.put(
        Kind.CONSERVATION_BROKEN, List.of(new Figure(HUB, figures.conservation().holds() ? 0 : 1)));
    long total = data.getTotalSpace();
    if (total > 0) {
      double free = PERCENT * data.getUsableSpace() / total;
      all.put(Kind.DISK_LEFT, List.of(new Figure("hub.data", free)));
    }
    return all;
  }

  private static List<Figure> depths(Map<String, Backlog> backlogs) {
    return backlogs.entrySet().stream()
        .map(backlog -> new Figure(backlog.getKey(), backlog.getValue().size()))
        .toList();
  }

  private static List<Figure> ages(Map<String, Backlog> backlogs, long now) {
    return backlogs.entrySet().stream()
        .map(backlog -> new Figure(backlog.getKey(), minutes(backlog.getValue().oldestAt(), now)))
        .toList();
  }

  /** Sources that have told something before; one that is being set up is not missed. */
  private List<Figure> idle(Figures figures, long now) {
    Set<String> heard = new HashSet<>();
    figures.journal().stream()
        .filter(tally -> tally.what().equals("received") && tally.n() > 0)
        .forEach(tally -> heard.add(tally.who()));
    List<Figure> idle = new ArrayList<>();
    for (var configured : sources.sources().entrySet()) {
      String source = configured.getKey();
      if (configured.getValue().enabled() && heard.contains(source)) {
        Long last = figures.lastMessages().get(source);
        idle.add(new Figure(source, last == null ? OVER_A_DAY : minutes(last, now)));
      }
    }
    return idle;
  }

  private static List<Figure> sums(List<Tally> of, String what) {
    Map<String, Long> sums = new HashMap<>();
    of.stream()
        .filter(tally -> tally.what().equals(what))
        .forEach(tally -> sums.merge(tally.who(), tally.n(), Long::sum));
    return sums.entrySet().stream().map(sum -> new Figure(sum.getKey(), sum.getValue())).toList();
  }

  private static double minutes(Long since, long now) {
    return since == null ? 0 : Math.max(0, (now - since) / (double) MINUTE);
  }
}
