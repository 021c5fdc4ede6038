package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PersonIdentity;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;

/** Publishes reports; every bundle is judged by R4 and the published profiles. */
abstract class PublishedReport {

  static final ProfileValidator VALIDATOR = new ProfileValidator();

  final TestReports reports = new TestReports();

  static MeasureEvent other(String type, String patient, Map<String, Object> attributes) {
    return new MeasureEvent(
        new EventKey("H", type, "1"), 1, EventStatus.ACTIVE, 0L, 0, patient, attributes, "m");
  }

  static MeasureEvent active(Map<String, Object> attributes) {
    return TestReports.event(1, EventStatus.ACTIVE, attributes);
  }

  ReportBundle.Written written(MeasureEvent event, Judgement judgement, PersonIdentity person) {
    ReportBundle bundle = reports.bundles().bundle(event, judgement, person);
    assertThat(bundle).isInstanceOf(ReportBundle.Written.class);
    return (ReportBundle.Written) bundle;
  }

  Bundle valid(MeasureEvent event) {
    return valid(written(event, null, TestReports.PERSON).json());
  }

  Bundle valid(byte[] json) {
    assertThat(VALIDATOR.errors(json)).as(() -> new String(json, StandardCharsets.UTF_8)).isEmpty();
    return parsed(json);
  }

  Bundle parsed(byte[] json) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Bundle.class, new String(json, StandardCharsets.UTF_8));
  }

  static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  static <T extends Resource> T only(Bundle bundle, Class<T> type) {
    assertThat(all(bundle, type)).hasSize(1);
    return all(bundle, type).get(0);
  }

  static Observation member(Bundle bundle, Observation organism) {
    String url = organism.getHasMemberFirstRep().getReference();
    return bundle.getEntry().stream()
        .filter(entry -> entry.getFullUrl().equals(url))
        .map(entry -> (Observation) entry.getResource())
        .findFirst()
        .orElseThrow();
  }
}
