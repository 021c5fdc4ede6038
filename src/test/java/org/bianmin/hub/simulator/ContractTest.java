package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulator's short way through the schemas judges as the whole schema does. */
class ContractTest {

  private final Contract contract = new Contract();
  private final JsonSchema whole = ContractFilesTest.schema("measure-event");
  private int good;
  private int bad;

  @Test
  void judgesAsTheWholeSchemaDoes() throws IOException {
    for (String example : ContractFilesTest.examples().toList()) {
      JsonNode items =
          Items.MAPPER
              .readTree(Path.of("docs/platform-contract/examples", example + ".json").toFile())
              .path("items");
      for (JsonNode item : items) {
        if (item.has("mapping")) {
          compareAllVariantsOf((ObjectNode) item);
        }
      }
    }
    assertThat(good).isGreaterThan(50);
    assertThat(bad).isGreaterThan(200);
  }

  private void compareAllVariantsOf(ObjectNode item) {
    compare(item);
    for (ObjectNode status : List.of(item.deepCopy(), item.deepCopy().put("status", "void"))) {
      for (String member : names(status)) {
        ObjectNode without = status.deepCopy();
        without.remove(member);
        compare(without);
        compare(status.deepCopy().set(member, NullNode.getInstance()));
        compare(status.deepCopy().set(member, new TextNode("?")));
      }
      for (String name : names(status.get("attributes"))) {
        ObjectNode without = status.deepCopy();
        without.withObject("/attributes").remove(name);
        compare(without);
        without.withArray("/unmapped").add(name);
        compare(without);
        ObjectNode wrong = status.deepCopy();
        wrong.withObject("/attributes").putArray(name);
        compare(wrong);
      }
      ObjectNode more = status.deepCopy();
      more.withObject("/attributes").put("nickname", "x");
      compare(more);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void compare(JsonNode item) {
    boolean meets = whole.validate(item).isEmpty();
    assertThat(contract.breachOfItem(item).isEmpty()).as("%s", item).isEqualTo(meets);
    if (meets) {
      good++;
    } else {
      bad++;
    }
  }
}
