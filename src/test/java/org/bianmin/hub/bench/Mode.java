package org.bianmin.hub.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the hub is run; only settings differ. */
enum Mode {
  EMBEDDED("embedded store", 1, false, false),
  POSTGRES("PostgreSQL", 1, true, false),
  KAFKA("PostgreSQL + Kafka", 1, true, true),
  TWO("PostgreSQL, two hubs", 2, true, false),
  TWO_KAFKA("PostgreSQL + Kafka, two hubs", 2, true, true);

  final String title;
  final int hubs;
  final boolean postgres;
  final boolean kafka;

  Mode(String title, int hubs, boolean postgres, boolean kafka) {
    this.title = title;
    this.hubs = hubs;
    this.postgres = postgres;
    this.kafka = kafka;
  }

  /** Those that {@code bench.modes} names, or all. */
  static List<Mode> wanted() {
    List<String> names =
        List.of(Wish.text("bench.modes", "").toUpperCase(Locale.ROOT).split(",", -1));
    return Arrays.stream(values())
        .filter(mode -> names.equals(List.of("")) || names.contains(mode.name()))
        .toList();
  }
}
