package org.bianmin.hub.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.Each;
import org.bianmin.hub.normalize.json.JsonPath;
import org.bianmin.hub.normalize.json.JsonTime;

/** JSON in a form of the sender's own: member paths, and groups made by arrays. */
final class JsonFormat implements Format {

  static final String NAME = "json";

  /** A trigger that every document has. */
  static final String ANY = "*";

  record JsonPart(JsonNode root, JsonNode here) implements Part {}

  private record JsonPathReader(JsonPath path, String text) implements Path {
    @Override
    public String value(Part part) {
      JsonPart json = (JsonPart) part;
      return path.value(json.root(), json.here());
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Path path(String text) {
    return new JsonPathReader(JsonPath.compile(text), text);
  }

  @Override
  public Parts parts(Each each) {
    JsonPath path = JsonPath.compile(each.path());
    if (!each.until().isEmpty()) {
      throw new IllegalArgumentException("'until' is for HL7 v2: an array ends by itself");
    }
    return part -> {
      JsonPart json = (JsonPart) part;
      List<JsonNode> found = new ArrayList<>();
      path.objects(json.root(), json.here(), found);
      List<Part> parts = new ArrayList<>(found.size());
      found.forEach(node -> parts.add(new JsonPart(json.root(), node)));
      return parts;
    };
  }

  @Override
  public void trigger(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "a trigger is a value of documents.trigger, or * for every document");
    }
  }

  @Override
  public long time(String text, ZoneId zone) {
    return JsonTime.millis(text, zone);
  }

  @Override
  public boolean emptied(String value) {
    return false;
  }
}
