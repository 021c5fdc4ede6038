package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingLoader;

/**
 * The samples of {@link CorrectionsTest} and the examples of {@code mappings/examples} as one
 * stream, so that it tells every event with the corrections that are shown of it. What an example
 * tells is told again by later versions, some of which take it back.
 */
final class SampleStream {

  private static final Path EXAMPLES = Path.of("mappings", "examples");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, EventDefinition> EVENTS =
      MappingLoader.load(Path.of("mappings")).set().events();

  /** Where a moved visit's facts stood before is the order's, see CommutativityTest for moves. */
  private static final Pattern MOVES = Pattern.compile("ADT\\^A(?:45|50)\\b");

  private final List<StreamMessage> messages = new ArrayList<>();
  private final String facility;
  private final Random random;

  private SampleStream(long seed, String facility) {
    this.facility = facility;
    this.random = new Random(seed);
  }

  static List<StreamMessage> of(long seed, String facility) {
    try {
      SampleStream stream = new SampleStream(seed, facility);
      stream.samples();
      stream.examples();
      return stream.messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void samples() throws IOException {
    for (String sample : CorrectionsTest.samples().toList()) {
      for (Path file : CorrectionsTest.received(CorrectionsTest.SAMPLES.resolve(sample))) {
        String text = Files.readString(file);
        if (file.toString().endsWith(".json")) {
          fhir((ObjectNode) JSON.readTree(text), "", "");
        } else if (!MOVES.matcher(text).find()) {
          hl7(text);
        }
      }
    }
  }

  private void examples() throws IOException {
    for (Path folder : folders()) {
      Path fhir = folder.resolve("received.json");
      Path document = folder.resolve("document.json");
      if (Files.exists(fhir)) {
        ObjectNode bundle = (ObjectNode) JSON.readTree(fhir.toFile());
        fhir(bundle, "", "");
        if (random.nextBoolean()) {
          fhir(bundle, "2026-11-25T10:00:00+08:00", "entered-in-error");
        }
        if (random.nextBoolean()) {
          fhir(bundle, "2026-11-25T11:00:00+08:00", "");
        }
      } else if (Files.exists(document)) {
        JsonNode told = JSON.readTree(document.toFile());
        // the others are of a vendor's own form
        if (told.path("type").isTextual()) {
          document((ObjectNode) told);
        }
      }
    }
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders.sorted().toList();
    }
  }

  /** With a facility and a control id of the stream's own, so that it is no other's message. */
  private void hl7(String text) {
    String controlId = "E" + messages.size();
    String[] segments = text.split("\n", 2);
    String[] header = segments[0].split("\\|", -1);
    header[3] = facility;
    header[9] = controlId;
    String message = String.join("|", header) + "\r" + segments[1].replace('\n', '\r');
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    messages.add(StreamMessage.hl7("his", controlId, header[8], bytes));
  }

  /**
   * A resource or a bundle of them.
   *
   * @param updated a later time, or empty
   * @param status another status, or empty
   */
  private void fhir(ObjectNode told, String updated, String status) {
    ObjectNode message = told.deepCopy();
    List<JsonNode> resources = message.findValues("resource");
    for (JsonNode each : resources.isEmpty() ? List.of(message) : resources) {
      ObjectNode resource = (ObjectNode) each;
      ObjectNode meta = resource.withObjectProperty("meta");
      meta.put("source", "urn:" + facility).put("versionId", "E" + messages.size());
      if (!updated.isEmpty()) {
        meta.put("lastUpdated", updated);
      }
      if (!status.isEmpty() && resource.has("status")) {
        resource.put("status", status);
      }
    }
    String type = message.get("resourceType").asText();
    byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
    messages.add(StreamMessage.fhir(type + "/E" + messages.size(), type, bytes));
  }

  /** Recorded, amended, cancelled and recorded again, or a part of it. */
  private void document(ObjectNode told) {
    document(told, "record", 0);
    List<String> names = new ArrayList<>();
    told.get("attributes").fieldNames().forEachRemaining(names::add);
    ObjectNode amended = told.deepCopy();
    ObjectNode one = JSON.createObjectNode();
    String name = names.get(random.nextInt(names.size()));
    one.set(name, told.at("/attributes/" + name));
    amended.set("attributes", one);
    document(amended, "amend", 1);
    EventDefinition event = EVENTS.get(told.get("type").asText());
    names.removeIf(each -> event.attributes().get(each).required());
    if (!names.isEmpty()) {
      ObjectNode emptied = told.deepCopy();
      emptied.putObject("attributes").putNull(names.get(random.nextInt(names.size())));
      document(emptied, "amend", 2);
    }
    if (random.nextBoolean()) {
      document(told, "void", 3);
    }
    if (random.nextBoolean()) {
      document(told, "record", 4);
    }
  }

  private void document(ObjectNode told, String action, int hour) {
    String id = "E" + messages.size();
    ObjectNode document = told.deepCopy().put("id", id).put("facility", facility);
    document.put("action", action).put("recordedAt", "2026-11-25T1" + hour + ":00:00+08:00");
    if (action.equals("void")) {
      document.remove("attributes");
    }
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    messages.add(StreamMessage.document(id, document.get("type").asText(), bytes));
  }
}
