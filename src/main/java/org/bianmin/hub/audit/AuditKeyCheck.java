package org.bianmin.hub.audit;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks at the start whether the key fits the end of the trail: a node that was given no copy of
 * the key, or lost it, says so at once and not at the next check.
 */
@Component
final class AuditKeyCheck {

  private static final Logger LOG = LoggerFactory.getLogger(AuditKeyCheck.class);

  private final JdbcClient queries;
  private final AuditChain chain;

  AuditKeyCheck(JdbcClient queries, AuditChain chain) {
    this.queries = queries;
    this.chain = chain;
  }

  @EventListener(ApplicationReadyEvent.class)
  void look() {
    if (!fits()) {
      LOG.error(
          "The audit trail does not fit hub.data/keys/audit.key: put back the key from your backup,"
              + " or copy it from the other node of this store; what is written until then breaks"
              + " the trail");
    }
  }

  boolean fits() {
    List<AuditEntry> end =
        queries
            .sql(AuditQueries.COLUMNS + " order by a.entry desc limit 2")
            .query(AuditQueries::entry)
            .list();
    if (end.isEmpty()) {
      return true;
    }
    String before = end.size() == 1 ? AuditChain.BEGINNING : end.get(1).mac();
    return chain.mac(before, end.get(0)).equals(end.get(0).mac());
  }
}
