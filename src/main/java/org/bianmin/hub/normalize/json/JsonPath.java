package org.bianmin.hub.normalize.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * A place in a JSON document: member names joined with dots, {@code visit.doctor.id}. {@code
 * items[2]} is the second item, {@code ids[type=01].no} goes on in the items whose member {@code
 * type} is {@code 01}, {@code 'odd.name'} quotes a name, and {@code /header.org} starts at the
 * document though the path is read in a part of it. Of an array without brackets every item is
 * looked at.
 */
public final class JsonPath {

  /**
   * One member on the way.
   *
   * @param item which item of an array, from 1; 0 for every one
   * @param where member that items have to have, or null
   * @param is its value
   */
  record Step(String name, int item, String where, String is) {

    private boolean takes(JsonNode node) {
      return where == null || is.equals(text(node.path(where)));
    }
  }

  private final boolean fromRoot;
  private final List<Step> steps;

  private JsonPath(boolean fromRoot, List<Step> steps) {
    this.fromRoot = fromRoot;
    this.steps = steps;
  }

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException when it is not one; the message names the column
   */
  public static JsonPath compile(String text) {
    boolean fromRoot = text.startsWith("/");
    return new JsonPath(fromRoot, new JsonPathParser(text, fromRoot ? 1 : 0).steps());
  }

  /**
   * The first value that says something.
   *
   * @param root the document
   * @param here the part of it that paths are read in
   * @return null where there is none: null, empty text and missing members are alike
   */
  public String value(JsonNode root, JsonNode here) {
    String[] found = new String[1];
    walk(
        fromRoot ? root : here,
        0,
        node -> {
          found[0] = text(node);
          return found[0] != null;
        });
    return found[0];
  }

  /** The objects at the place, in their order; an array stands for its items. */
  public void objects(JsonNode root, JsonNode here, List<JsonNode> found) {
    walk(
        fromRoot ? root : here,
        0,
        node -> {
          if (node.isObject()) {
            found.add(node);
          }
          return false;
        });
  }

  /** Shows the nodes at the place to a visitor until it has seen enough. */
  private boolean walk(JsonNode node, int at, Predicate<JsonNode> enough) {
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (walk(item, at, enough)) {
          return true;
        }
      }
      return false;
    }
    if (at == steps.size()) {
      return enough.test(node);
    }
    Step step = steps.get(at);
    JsonNode member = node.path(step.name());
    if (member.isArray() && step.item() > 0) {
      return walk(member.path(step.item() - 1), at + 1, enough);
    }
    if (member.isArray() && step.where() != null) {
      for (JsonNode item : member) {
        if (step.takes(item) && walk(item, at + 1, enough)) {
          return true;
        }
      }
      return false;
    }
    boolean one = step.item() <= 1 && step.takes(member);
    return one && !member.isMissingNode() && walk(member, at + 1, enough);
  }

  private static String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText().strip();
    return text.isEmpty() ? null : text;
  }
}
