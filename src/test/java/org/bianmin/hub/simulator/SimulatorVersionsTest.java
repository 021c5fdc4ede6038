package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatorVersionsTest extends SimulatorFixture {

  private String send(ObjectNode item) throws IOException {
    var receipt = sender.send(Items.batch(item)).receipt(0);
    return receipt.path("code").asText(receipt.get("result").asText());
  }

  private ObjectNode held(String no) throws IOException {
    return (ObjectNode)
        sender.control("GET", "/measure-events/visit.registered:H001:" + no, "").json();
  }

  @Test
  void largerVersionReplacesAndSmallerIsStale() throws IOException {
    assertThat(send(Items.visit("V1", 2))).isEqualTo("accepted");
    assertThat(send(Items.visit("V1", 1))).isEqualTo("stale");
    assertThat(send(Items.visit("V1", 5))).isEqualTo("accepted");
    assertThat(held("V1")).isEqualTo(Items.visit("V1", 5));
    assertThat(violations()).isEmpty();
  }

  @Test
  void sameContentIsADuplicateWhateverTheOrderOfMembers() throws IOException {
    ObjectNode item = Items.visit("V1", 1);
    ObjectNode turned = Items.MAPPER.createObjectNode();
    var names = new ArrayList<String>();
    item.fieldNames().forEachRemaining(n -> names.add(0, n));
    names.forEach(n -> turned.set(n, item.get(n)));
    assertThat(turned.toString()).isNotEqualTo(item.toString());
    assertThat(send(item)).isEqualTo("accepted");
    assertThat(send(turned)).isEqualTo("duplicate");
    assertThat(violations()).isEmpty();
  }

  @Test
  void sameVersionWithOtherContentIsAConflict() throws IOException {
    assertThat(send(Items.visit("V1", 1))).isEqualTo("accepted");
    assertThat(send(Items.visit("V1", 1).put("mapping", "other"))).isEqualTo("VERSION_CONFLICT");
    assertThat(held("V1").get("mapping").asText()).isEqualTo("5d2c9e0b");
    assertThat(violations()).isEqualTo("VERSION_CONFLICT");
  }

  @Test
  void voidOfAnUnknownKeyIsKeptAndTheLateOriginalIsStale() throws IOException {
    assertThat(send(Items.voided("V1", 2))).isEqualTo("accepted");
    assertThat(send(Items.visit("V1", 1))).isEqualTo("stale");
    assertThat(held("V1").get("status").asText()).isEqualTo("void");
  }

  @Test
  void voidedFactMayComeBack() throws IOException {
    send(Items.visit("V1", 1));
    assertThat(send(Items.voided("V1", 2))).isEqualTo("accepted");
    assertThat(send(Items.visit("V1", 3))).isEqualTo("accepted");
    assertThat(held("V1").get("status").asText()).isEqualTo("active");
  }

  @Test
  void endStateDoesNotDependOnTheOrderOfParallelSenders() throws Exception {
    var versions = new ArrayList<>(IntStream.rangeClosed(1, 40).boxed().toList());
    Collections.shuffle(versions, new Random(3));
    var pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> results = new ArrayList<>();
      for (int version : versions) {
        var item = version % 7 == 0 ? Items.voided("V1", version) : Items.visit("V1", version);
        results.add(pool.submit(() -> send(item)));
      }
      for (var result : results) {
        assertThat(result.get()).isIn("accepted", "stale");
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(held("V1")).isEqualTo(Items.visit("V1", 40));
    var counts = sender.control("GET", "/counts", "").json();
    assertThat(counts.get("facts").asInt()).isEqualTo(1);
    assertThat(counts.get("active").asInt()).isEqualTo(1);
    assertThat(violations()).isEmpty();
  }

  private void lacking(String capability) throws IOException {
    var answer = sender.control("POST", "/capabilities", "{\"" + capability + "\":false}");
    assertThat(answer.json().get(capability).asBoolean()).isFalse();
  }

  @Test
  void platformWithoutVersionsTakesAKeyOnce() throws IOException {
    lacking("versions");
    assertThat(send(Items.visit("V1", 1))).isEqualTo("accepted");
    assertThat(send(Items.visit("V1", 1))).isEqualTo("VERSIONS_UNSUPPORTED");
    assertThat(send(Items.visit("V1", 2))).isEqualTo("VERSIONS_UNSUPPORTED");
    assertThat(send(Items.voided("V1", 3))).isEqualTo("accepted");
    assertThat(violations()).isEqualTo("VERSIONS_UNSUPPORTED VERSIONS_UNSUPPORTED");
  }

  @Test
  void platformWithoutVoidsTakesNone() throws IOException {
    lacking("voids");
    send(Items.visit("V1", 1));
    assertThat(send(Items.voided("V1", 2))).isEqualTo("VOIDS_UNSUPPORTED");
    assertThat(held("V1").get("status").asText()).isEqualTo("active");
  }

  @Test
  void platformWithoutResubmissionTakesNoFactBack() throws IOException {
    lacking("resubmitAfterVoid");
    send(Items.visit("V1", 1));
    send(Items.voided("V1", 2));
    assertThat(send(Items.visit("V1", 3))).isEqualTo("RESUBMIT_UNSUPPORTED");
    assertThat(held("V1").get("status").asText()).isEqualTo("void");
  }

  @Test
  void smallerLimitOfItemsIsKept() throws IOException {
    sender.control("POST", "/capabilities", "{\"maxBatch\":1}");
    assertThat(sender.send(Items.batch(Items.visit("V1", 1))).status()).isEqualTo(200);
    var two = Items.batch(Items.visit("V2", 1), Items.visit("V3", 1));
    assertThat(sender.send(two).status()).isEqualTo(413);
  }

  @Test
  void capabilitiesAreCheckedBeforeTheyAreSet() throws IOException {
    assertThat(sender.control("POST", "/capabilities", "{\"maxBatch\":501}").status())
        .isEqualTo(400);
    assertThat(sender.control("POST", "/capabilities", "{\"tea\":true}").status()).isEqualTo(400);
    assertThat(sender.control("GET", "/capabilities", "").json().get("maxBatch").asInt())
        .isEqualTo(500);
  }
}
