package org.bianmin.hub.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.mapping.Documents;

/** One unit per document; an array is that many documents. */
final class JsonReader implements MessageReader {

  private final JsonFormat format = new JsonFormat();
  private final CompiledPaths trigger;
  private final CompiledPaths id;
  private final CompiledPaths sentAt;

  JsonReader(Documents documents) {
    this.trigger = new CompiledPaths(format, documents.trigger());
    this.id = new CompiledPaths(format, documents.id());
    this.sentAt = new CompiledPaths(format, documents.sentAt());
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public List<Unit> units(JournalRow row, SourceProperties source) {
    JsonNode document = JsonBytes.parse(row.message().raw());
    if (document == null || !document.isContainerNode()) {
      throw new CannotMap("parse", "it is neither a JSON object nor an array of them", null);
    }
    if (document.isObject()) {
      return List.of(unit(document, source));
    }
    List<Unit> units = new ArrayList<>(document.size());
    for (int i = 0; i < document.size(); i++) {
      if (!document.get(i).isObject()) {
        throw new CannotMap("parse", "an item of the array is no JSON object", "/" + i);
      }
      units.add(unit(document.get(i), source));
    }
    return units;
  }

  private Unit unit(JsonNode document, SourceProperties source) {
    Part part = new JsonFormat.JsonPart(document, document);
    String word = trigger.value(part);
    String number = id.value(part);
    String sent = sentAt.value(part);
    long millis = sent == null ? 0 : Math.max(0, format.time(sent, source.zone()));
    return new Unit(
        word == null ? JsonFormat.ANY : word, part, millis, number == null ? "" : number);
  }
}
