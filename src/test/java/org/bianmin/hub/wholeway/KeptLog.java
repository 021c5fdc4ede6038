package org.bianmin.hub.wholeway;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what is logged, with the texts of exceptions. */
final class KeptLog extends AppenderBase<ILoggingEvent> {

  // tens of thousands: a list that is copied with each of them fills the memory
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(
        event.getLoggerName()
            + " "
            + event.getFormattedMessage()
            + " "
            + event.getMDCPropertyMap()
            + (event.getThrowableProxy() == null
                ? ""
                : " " + ThrowableProxyUtil.asString(event.getThrowableProxy())));
  }
}
