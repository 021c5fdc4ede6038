package org.bianmin.hub.receive.view;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlConstants;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Steps of the route {@code receive-view}: which query comes next, and what its rows tell. Public
 * because Camel calls beans of public classes only.
 */
@Component("viewReceiver")
public class ViewReceiver {

  /** Exchange property: whether another query follows; the route asks. */
  static final String MORE = "viewMore";

  static final String SOURCE = "viewSource";
  private static final String POLL = "viewPoll";
  private static final String SET = "viewMappings";

  private final ViewSources sources;
  private final Mappings mappings;

  ViewReceiver(ViewSources sources, Mappings mappings) {
    this.sources = sources;
    this.mappings = mappings;
  }

  /** Begins a read, unless the source pauses. */
  public void begin(Exchange exchange, String source) {
    ViewSource view = sources.get(source);
    exchange.setProperty(SOURCE, view);
    MappingSet set = mappings.inForce();
    ViewPoll poll = view.begin(set);
    exchange.setProperty(MORE, poll != null);
    if (poll != null) {
      exchange.setProperty(POLL, poll);
      exchange.setProperty(SET, set);
      ask(exchange, poll);
    }
  }

  /** Takes the rows of the last query; they are durable when this returns. */
  public void take(Exchange exchange) {
    ViewPoll poll = exchange.getProperty(POLL, ViewPoll.class);
    List<?> rows = exchange.getMessage().getBody(List.class);
    try {
      poll.answer(rows.stream().map(ViewRow.class::cast).toList());
    } catch (DataAccessException e) {
      // the hospital's database has answered; this is the hub's own
      throw new StoreUnavailable("What is known of the rows cannot be read", e);
    }
    boolean stopping = !exchange.getContext().getStatus().isStarted();
    boolean ours = exchange.getProperty(SOURCE, ViewSource.class).reads();
    if (poll.more() && ours && !stopping) {
      ask(exchange, poll);
      return;
    }
    exchange.setProperty(MORE, false);
    exchange
        .getProperty(SOURCE, ViewSource.class)
        .ended(poll, exchange.getProperty(SET, MappingSet.class));
  }

  private static void ask(Exchange exchange, ViewPoll poll) {
    ViewQuery query = poll.query();
    exchange.getMessage().setBody(query.sql());
    exchange.getMessage().setHeader(SqlConstants.SQL_PARAMETERS, query.parameters());
  }
}
