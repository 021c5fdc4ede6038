package org.bianmin.hub.indicator.block;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.store.Commands;

/** Facts without the messages that would tell them. */
final class InsertedFacts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private InsertedFacts() {}

  /** Stores facts as they stand, without a history and unmarked. */
  static void insert(Commands commands, List<MeasureEvent> facts, long firstId) {
    commands.execute(
        session -> {
          PreparedStatement insert =
              session.prepare(
                  "insert into measure_event (id, facility, type, business_key, version, status,"
                      + " occurred_at, recorded_at, person, attributes, mapping, updated_at)"
                      + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
          long id = firstId;
          for (MeasureEvent fact : facts) {
            insert.setLong(1, id++);
            insert.setString(2, fact.key().facility());
            insert.setString(3, fact.key().type());
            insert.setString(4, fact.key().businessKey());
            insert.setLong(5, fact.version());
            insert.setString(6, fact.status().name());
            insert.setLong(7, fact.occurredAt());
            insert.setLong(8, fact.recordedAt());
            insert.setString(9, fact.patient());
            insert.setString(10, json(fact.attributes()));
            insert.setString(11, fact.mapping());
            insert.addBatch();
          }
          insert.executeBatch();
          return null;
        });
  }

  private static String json(Map<String, Object> attributes) {
    try {
      return JSON.writeValueAsString(attributes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
