package org.bianmin.hub.normalize.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {

  private static final String DOCUMENT =
      """
      {
        "head": {"type": "CALL", "count": 2, "urgent": false, "price": 12.50, "note": " ", "none": null},
        "odd.name": {"x": "quoted"},
        "single": {"no": "S"},
        "ids": [{"type": "01", "no": "A"}, {"type": "02", "no": null}, {"type": "02", "no": "C"}],
        "items": [{"lines": [{"code": "a"}, {"code": "b"}]}, {"lines": []}, {"lines": [{"code": "c"}]}],
        "words": ["", "first", "second"]
      }
      """;

  private final JsonNode root;

  JsonPathTest() throws Exception {
    root = new ObjectMapper().readTree(DOCUMENT);
  }

  private String value(String path) {
    return JsonPath.compile(path).value(root, root);
  }

  private List<String> codes(JsonNode here, String path) {
    List<JsonNode> found = new ArrayList<>();
    JsonPath.compile(path).objects(root, here, found);
    return found.stream().map(node -> node.path("code").asText()).toList();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "head.type, CALL",
    "head.count, 2",
    "head.urgent, false",
    "head.price, 12.5",
    "'''odd.name''.x', quoted",
    "ids.no, A",
    "ids[1].no, A",
    "ids[3].no, C",
    "ids[type=01].no, A",
    "ids[type=02].no, C",
    "ids[no='C'].type, 02",
    "single[1].no, S",
    "single[no=S].no, S",
    "items.lines.code, a",
    "items[3].lines.code, c",
    "words, first",
    "words[3], second",
    "/head.type, CALL",
  })
  void findsTheFirstValueThatSaysSomething(String path, String value) {
    assertThat(value(path)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "head.note",
    "head.none",
    "head.missing",
    "head",
    "head.type.deeper",
    "ids[2].no",
    "ids[4].no",
    "ids[type=03].no",
    "single[2].no",
    "single[no=T].no"
  })
  void hasNoValueWhereTheDocumentSaysNothing(String path) {
    assertThat(value(path)).isNull();
  }

  @Test
  void takesEveryObjectOfArraysInsideArrays() {
    assertThat(codes(root, "items.lines")).containsExactly("a", "b", "c");
    assertThat(codes(root, "items[1].lines[code=b]")).containsExactly("b");
    assertThat(codes(root, "head")).hasSize(1);
    assertThat(codes(root, "words")).isEmpty();
  }

  @Test
  void readsInsideAPartAndFromTheDocument() {
    JsonNode item = root.path("items").get(2);

    assertThat(codes(item, "lines")).containsExactly("c");
    assertThat(JsonPath.compile("lines.code").value(root, item)).isEqualTo("c");
    assertThat(JsonPath.compile("head.type").value(root, item)).isNull();
    assertThat(JsonPath.compile("/head.type").value(root, item)).isEqualTo("CALL");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a..b|column 3: expected a member name",
        "a.|column 3: expected a member name",
        "a[0].b|items count from 1",
        "a[x].b|items count from 1",
        "a[1.b|column 4: expected ']'",
        "a[1|expected ']'",
        "a[t=].b|column 5: expected a value",
        "a[t.u=1].b|column 4: expected ']'",
        "a]b|column 2: expected '.'",
        "$.a|column 1: expected a member name",
        "/|column 2: expected a member name",
      })
  void saysWhereAPathIsWrongAndHowItIsWritten(String path, String reason) {
    assertThatThrownBy(() -> JsonPath.compile(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("is written visit.doctor.id");
  }
}
