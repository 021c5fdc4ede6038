package org.bianmin.hub.normalize.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;

/**
 * HAPI's R4 model and FHIRPath engine, made when the first FHIR message needs them: together they
 * cost about half a second and some tens of megabytes.
 */
final class FhirR4 {

  private FhirR4() {}

  static FhirContext context() {
    return FhirContext.forR4Cached();
  }

  /** Shared: evaluation keeps its state in arguments, and the host services keep none. */
  static FHIRPathEngine paths() {
    return Paths.ENGINE;
  }

  static IParser parser(boolean xml) {
    IParser parser = xml ? context().newXmlParser() : context().newJsonParser();
    parser.setParserErrorHandler(new StrictValues());
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    return parser;
  }

  private static final class Paths {
    static final FHIRPathEngine ENGINE = engine();

    private static FHIRPathEngine engine() {
      FhirContext context = context();
      HapiWorkerContext worker = new HapiWorkerContext(context, new TypeNames(context));
      FHIRPathEngine engine = new FHIRPathEngine(worker);
      engine.setDoNotEnforceAsCaseSensitive(true);
      engine.setDoNotEnforceAsSingletonRule(true);
      engine.setHostServices(new ReferenceResolution(worker));
      return engine;
    }
  }
}
