package org.bianmin.hub.recognition;

import org.bianmin.hub.facts.Documents;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.RecognitionFacility;
import org.springframework.stereotype.Component;

/** Names of institutions from the tables, documents from the store. */
@Component
final class StoredSources implements ReportSources {

  private final Mappings mappings;
  private final Documents documents;

  StoredSources(Mappings mappings, Documents documents) {
    this.mappings = mappings;
    this.documents = documents;
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
    return documents.bytes(hash);
  }
}
