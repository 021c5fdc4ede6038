package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.UnmappedCode;
import org.junit.jupiter.api.Test;

class BatchPayloadTest {

  private static final long AT = 1_793_700_000_000L;
  private static final String SCHEMAS = "https://bianmin.example/platform-contract/schemas/";

  private final BatchPayload payload = new BatchPayload(ZoneId.of("Asia/Shanghai"));
  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(
              SpecVersion.VersionFlag.V202012,
              factory ->
                  factory.schemaMappers(
                      mappers ->
                          mappers.mapPrefix(SCHEMAS, "classpath:platform-contract/schemas/")))
          .getSchema(SchemaLocation.of(SCHEMAS + "measure-event-batch.json"));

  @Test
  void keepsToThePublishedSchema() throws IOException {
    JsonNode body =
        written(
            event(
                EventStatus.ACTIVE,
                Map.of(
                    "visitClass", "O",
                    "at", "2026-11-03T08:30:00+08:00",
                    "clinicLevel", UnmappedCode.of("7"))));

    assertThat(schema.validate(body)).isEmpty();
    JsonNode item = body.path("items").get(0);
    assertThat(item.path("attributes").has("clinicLevel")).isFalse();
    assertThat(item.path("unmapped").get(0).asText()).isEqualTo("clinicLevel");
    assertThat(item.path("occurredAt").asText()).isEqualTo("2026-11-03T18:00:00+08:00");
  }

  @Test
  void sendsAVoidThatCameBeforeWhatItVoids() throws IOException {
    MeasureEvent tombstone =
        new MeasureEvent(
            new EventKey("H1", "visit.registered", "V/1"),
            1,
            EventStatus.VOID,
            null,
            AT,
            null,
            Map.of(),
            "m");

    JsonNode body = written(tombstone);

    assertThat(schema.validate(body)).isEmpty();
    assertThat(body.path("items").get(0).path("occurredAt").isNull()).isTrue();
    assertThat(body.path("items").get(0).path("key").asText())
        .isEqualTo("visit.registered:H1:V~2F1");
  }

  private JsonNode written(MeasureEvent event) throws IOException {
    return new ObjectMapper()
        .readTree(payload.write(new Batch("platform", "B-1", List.of(event)), AT));
  }

  private static MeasureEvent event(EventStatus status, Map<String, Object> attributes) {
    return new MeasureEvent(
        new EventKey("H1", "visit.registered", "V1"),
        3,
        status,
        AT,
        AT,
        "0123456789abcdef0123456789abcdef",
        attributes,
        "m");
  }
}
