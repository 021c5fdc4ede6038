package org.bianmin.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A member of a JSON document.
 *
 * @param text of a value; null where it has members of its own
 */
record TreeNode(String name, String text, boolean masked, List<TreeNode> members) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 2_000;
  private static final int DEEPEST = 24;

  /** The document as a tree; empty where it is no JSON. The first 2,000 members are shown. */
  static List<TreeNode> read(String text, boolean revealed) {
    try {
      JsonNode root = JSON.readTree(text);
      return root == null ? List.of() : members(root, revealed, new int[] {MOST}, 0);
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  private static List<TreeNode> members(JsonNode node, boolean revealed, int[] left, int depth) {
    List<TreeNode> members = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size() && left[0] > 0; i++) {
        members.add(of(Integer.toString(i + 1), node.get(i), revealed, left, depth));
      }
    } else {
      for (var member : node.properties()) {
        if (left[0] > 0) {
          members.add(of(member.getKey(), member.getValue(), revealed, left, depth));
        }
      }
    }
    return members;
  }

  private static TreeNode of(String name, JsonNode node, boolean revealed, int[] left, int depth) {
    left[0]--;
    if (node.isContainerNode() && depth < DEEPEST) {
      String type = node.path("resourceType").asText("");
      return new TreeNode(
          type.isEmpty() ? name : name + " " + type,
          null,
          false,
          members(node, revealed, left, depth + 1));
    }
    boolean shown = revealed || node.isNull() || node.isBoolean() || JsonParts.CLEAR.contains(name);
    return new TreeNode(name, shown ? node.asText() : Parts.MASK, !shown, List.of());
  }
}
