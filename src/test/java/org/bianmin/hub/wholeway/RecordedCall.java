package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One call of the hub to a platform.
 *
 * @param headers by lower-case name
 * @param body the bytes as they came
 */
record RecordedCall(
    String method, String target, Map<String, String> headers, byte[] body, JsonNode json) {}
