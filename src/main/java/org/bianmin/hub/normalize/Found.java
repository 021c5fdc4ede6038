package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.event.ToldIdentity;

/** What was found in a message so far. */
final class Found {

  final List<Assertion> assertions = new ArrayList<>(2);
  final List<Link> links = new ArrayList<>(0);
  final Map<PatientId, ToldIdentity> identities = new LinkedHashMap<>(0);

  final List<ReportDocument> documents = new ArrayList<>(0);

  boolean isEmpty() {
    return assertions.isEmpty() && links.isEmpty();
  }
}
