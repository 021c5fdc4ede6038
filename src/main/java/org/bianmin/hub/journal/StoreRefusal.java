package org.bianmin.hub.journal;

import java.sql.SQLException;
import java.util.Locale;

/** A message that the store refuses for itself is given to it again in plainer forms. */
final class StoreRefusal {

  private static final String STAGE = "store";

  private StoreRefusal() {}

  /**
   * The next plainer form: parked under its own control id, then parked under a digest of its bytes
   * and with nothing else of the sender's.
   *
   * @return null when the plainest was refused: then it is not the message
   */
  static NewMessage plainer(NewMessage message, Throwable cause) {
    String digest = digest(message.raw());
    boolean plainest =
        message.parked() != null
            && message.parked().stage().equals(STAGE)
            && message.controlId().equals(digest);
    if (plainest) {
      return null;
    }
    NewMessage plainer =
        new NewMessage(
            message.source(),
            message.facility(),
            message.format(),
            message.parked() == null ? message.controlId() : digest,
            "",
            null,
            message.receivedAt(),
            message.raw(),
            new Parked(
                STAGE,
                "The store refused it ("
                    + named(cause)
                    + "); tell the hub's operator, and replay it",
                null),
            message.replayOf(),
            message.identity());
    // what is parked in its place stands where it stood
    return message.position() == null ? plainer : plainer.at(message.position());
  }

  /** Class and SQLSTATE only: the database's texts may quote the message. */
  static String named(Throwable cause) {
    String name = cause.getClass().getSimpleName();
    return cause instanceof SQLException sql && sql.getSQLState() != null
        ? name + " " + sql.getSQLState()
        : name;
  }

  private static String digest(byte[] raw) {
    return String.format(Locale.ROOT, "refused-%016x", ContentHash.of(raw));
  }
}
