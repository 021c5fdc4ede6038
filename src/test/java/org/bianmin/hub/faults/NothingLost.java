package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to hold once all is at rest, whatever was killed, cut or stopped before. */
final class NothingLost {

  private static final Logger LOG = LoggerFactory.getLogger(NothingLost.class);

  private NothingLost() {}

  /**
   * Every message that was acknowledged is stored once and told once, hub and platform have the
   * same facts, and all sums are right.
   */
  static void verify(LoadSenders senders, Books books, PlatformSide platform)
      throws IOException, SQLException {
    LOG.info(
        "{} acknowledged, tried again {}, errors {}, duplicates {}; platform {}",
        senders.acknowledgedCount(),
        senders.triedAgain(),
        senders.errors(),
        books.count("select sum(duplicates) from message"),
        platform.counts());
    assertThat(senders.refused()).isEmpty();
    Map<String, Long> journal = books.messages();
    assertThat(journal.keySet()).as("control ids").isEqualTo(senders.acknowledgedIds());
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    assertThat(platform.facts()).as("facts of the platform").isEqualTo(books.facts());
    assertThat(platform.violations().get("count").asLong()).as("violations").isZero();
    assertThat(books.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
    books.balance();
  }
}
