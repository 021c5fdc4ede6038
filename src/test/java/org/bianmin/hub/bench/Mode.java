package org.bianmin.hub.bench;

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
}
