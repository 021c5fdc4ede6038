package org.bianmin.hub.recognition;

import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.RecognitionFacility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names of institutions from the tables, documents from the store. */
@Component
final class StoredSources implements ReportSources {

  private final Mappings mappings;
  private final JdbcClient queries;

  StoredSources(Mappings mappings, JdbcClient queries) {
    this.mappings = mappings;
    this.queries = queries;
  }

  @Override
  public String facilityName(String facility) {
    return mappings
        .inForce()
        .recognition()
        .facility(facility)
        .map(RecognitionFacility::name)
        .orElse(null);
  }

  @Override
  public byte[] document(String hash) {
    return queries
        .sql("select bytes from report_document where hash = ?")
        .param(hash)
        .query((row, n) -> row.getBytes(1))
        .optional()
        .orElse(null);
  }
}
