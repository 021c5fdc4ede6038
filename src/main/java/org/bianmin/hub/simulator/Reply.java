package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A good answer of the platform.
 *
 * @param status 200 or 304
 * @param type media type
 * @param body null with status 304
 * @param etag null where the answer has none
 */
record Reply(int status, String type, byte[] body, String etag) {

  static final String JSON = "application/json";
  static final String FHIR = "application/fhir+json";

  static Reply of(JsonNode answer) {
    return of(JSON, answer);
  }

  static Reply of(String type, JsonNode answer) {
    return new Reply(200, type, Json.sorted(answer), null);
  }
}
