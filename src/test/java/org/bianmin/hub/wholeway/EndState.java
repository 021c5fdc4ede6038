package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How a stream ended for one facility, in a form that is the same for every facility.
 *
 * @param facts status, times, patients and attributes of every fact in the hub, by type and key
 * @param held the same on the platform
 */
record EndState(Map<String, String> facts, Map<String, String> held) {

  private static final String FACTS =
      "select type, business_key, status, occurred_at, patient, person, attributes"
          + " from measure_event where facility = ?";

  /**
   * Reads the state of a facility.
   *
   * @param patients identifiers by the facility's pseudonyms
   */
  static EndState of(WholeHub hub, String facility, Map<String, String> patients) throws Exception {
    Map<String, String> facts = new TreeMap<>();
    hub.bean(JdbcClient.class)
        .sql(FACTS)
        .param(facility)
        .query(
            row -> {
              facts.put(
                  row.getString(1) + ' ' + row.getString(2),
                  row.getString(3)
                      + ' '
                      + row.getString(4)
                      + ' '
                      + patients.get(row.getString(5))
                      + ' '
                      + patients.get(row.getString(6))
                      + ' '
                      + row.getString(7));
            });
    Map<String, String> held = new TreeMap<>();
    for (JsonNode item : hub.heldOf(facility).values()) {
      ObjectNode fact = item.deepCopy();
      String key = fact.get("key").asText().replace(":" + facility + ":", " ");
      JsonNode pseudonym = fact.at("/patient/pseudonym");
      if (!pseudonym.isMissingNode()) {
        fact.put("patient", patients.get(pseudonym.asText()));
      }
      // how often a fact changed on its way here, and when, is the order's; where it ends is not
      fact.remove(List.of("version", "key", "facility", "mapping"));
      held.put(key, fact.toString());
    }
    return new EndState(facts, held);
  }
}
