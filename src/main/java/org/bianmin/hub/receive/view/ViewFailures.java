package org.bianmin.hub.receive.view;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.springframework.stereotype.Component;

/** Hears of failed reads from the consumers of the routes {@code receive-view-…}. */
@Component("viewFailures")
final class ViewFailures implements ExceptionHandler {

  @Override
  public void handleException(Throwable exception) {
    handleException(null, null, exception);
  }

  @Override
  public void handleException(String message, Throwable exception) {
    handleException(message, null, exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    ViewSource source =
        exchange == null ? null : exchange.getProperty(ViewReceiver.SOURCE, ViewSource.class);
    if (source != null) {
      source.failed(exception);
    }
  }
}
