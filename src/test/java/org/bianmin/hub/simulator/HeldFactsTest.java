package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;
import org.junit.jupiter.api.Test;

class HeldFactsTest {

  private final HeldFacts facts = new HeldFacts(1);

  @Test
  void judgesFactsThatItHasNoRoomForAsAnyOther() {
    assertThat(send("a:H1:1", 1, "{\"x\":1}")).isEqualTo(Verdict.ACCEPTED);
    assertThat(send("a:H1:2", 1, "{\"x\":1,\"y\":2}")).isEqualTo(Verdict.ACCEPTED);

    assertThat(shown("a:H1:1")).isEqualTo("{\"x\":1}");
    assertThat(shown("a:H1:2")).isEqualTo("{\"status\":\"active\",\"version\":1,\"whole\":false}");
    assertThat(send("a:H1:2", 1, "{\"y\":2, \"x\":1}")).isEqualTo(Verdict.DUPLICATE);
    assertThat(send("a:H1:2", 1, "{\"x\":2}").code()).isEqualTo("VERSION_CONFLICT");
    assertThat(send("a:H1:2", 2, "{\"x\":2}")).isEqualTo(Verdict.ACCEPTED);
    assertThat(send("a:H1:2", 1, "{\"x\":1}")).isEqualTo(Verdict.STALE);
    assertThat(send("a:H1:2", 2, "{\"x\":2}")).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void keepsNewVersionsOfWhatItHasRoomFor() {
    send("a:H1:1", 1, "{\"x\":1}");
    send("a:H1:1", 2, "{\"x\":2}");

    assertThat(shown("a:H1:1")).isEqualTo("{\"x\":2}");
  }

  private Verdict send(String key, int version, String item) {
    return facts.apply(
        key, new Fact(version, true, item.getBytes(StandardCharsets.UTF_8)), Capabilities.ALL);
  }

  private String shown(String key) {
    return new String(facts.find(key).orElseThrow(), StandardCharsets.UTF_8);
  }
}
