package org.bianmin.hub.simulator;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;

/**
 * A batch that was read, and where its items stand in the bytes: they are held as they were sent.
 */
final class BatchDocument {

  private static final String ITEMS = "items";

  /** Reads parts of a document: the next one follows. */
  private static final ObjectReader PARTS =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final byte[] body;
  private final JsonNode tree;

  /** Start and end of each item; shorter where the bytes are not UTF-8. */
  private final int[] places;

  private BatchDocument(byte[] body, JsonNode tree, int[] places) {
    this.body = body;
    this.tree = tree;
    this.places = places;
  }

  /**
   * Reads a body.
   *
   * @throws IOException when it is not one JSON document
   */
  static BatchDocument read(byte[] body) throws IOException {
    try (JsonParser json = Json.MAPPER.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new BatchDocument(body, Json.MAPPER.readTree(body), new int[0]);
      }
      ObjectNode tree = Json.MAPPER.createObjectNode();
      int[] places = new int[0];
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.START_ARRAY && name.equals(ITEMS)) {
          places = items(json, tree.putArray(ITEMS));
        } else {
          tree.set(name, (JsonNode) PARTS.readTree(json));
        }
      }
      if (json.nextToken() != null) {
        throw new JsonParseException(json, "more than one document");
      }
      return new BatchDocument(body, tree, places);
    }
  }

  private static int[] items(JsonParser json, ArrayNode items) throws IOException {
    int[] places = new int[256];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == places.length) {
        places = Arrays.copyOf(places, count * 2);
      }
      places[count++] = (int) json.currentTokenLocation().getByteOffset();
      items.add((JsonNode) PARTS.readTree(json));
      places[count++] = (int) json.currentLocation().getByteOffset();
    }
    return places;
  }

  JsonNode tree() {
    return tree;
  }

  /** The bytes of an item. */
  byte[] item(int i) {
    int from = 2 * i < places.length ? places[2 * i] : -1;
    if (from < 0) {
      // another encoding than UTF-8 has no byte places
      return Json.sorted(tree.get(ITEMS).get(i));
    }
    return Arrays.copyOfRange(body, from, places[2 * i + 1]);
  }
}
