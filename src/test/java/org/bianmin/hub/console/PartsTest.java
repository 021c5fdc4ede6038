package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bianmin.hub.journal.MessageFormat;
import org.junit.jupiter.api.Test;

class PartsTest {

  private static List<Trace.Part> parts(MessageFormat format, String text) {
    return Parts.read(format, text.getBytes(StandardCharsets.UTF_8), "UTF-8");
  }

  @Test
  void followsTheSendersFieldSeparatorAndAnySegmentEnd() {
    var parts = parts(MessageFormat.HL7V2, "MSH#^~\\&#HIS\r\nEVN#A01#20261103\nPV1#1#I\r");

    assertThat(parts).extracting(Trace.Part::name).containsExactly("MSH", "EVN", "PV1");
    assertThat(parts.get(0).values())
        .contains(new Trace.Value("MSH-1", "#", false), new Trace.Value("MSH-3", "HIS", false));
    assertThat(parts.get(2).values()).contains(new Trace.Value("PV1-2", "I", false));
  }

  @Test
  void masksWhateverMayNameSomebody() {
    var parts =
        parts(
            MessageFormat.HL7V2,
            "MSH|^~\\&|HIS||||||ADT^A01|1|P|2.5\rPID|1||P77||钱^二\rNK1|1|钱^三\rIN1|1|城镇职工\r"
                + "OBX|1|ST|WBC||9.9|10*9/L\rNTE|1||备注\rZPI|1|任意\rMRG|P76\r");

    assertThat(parts.toString())
        .doesNotContain("P77", "钱", "城镇职工", "9.9", "备注", "任意", "P76")
        .contains("10*9/L");
  }

  @Test
  void namesResourcesOfBundle() {
    var parts =
        parts(
            MessageFormat.FHIR,
            "{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[{\"resource\":"
                + "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},"
                + "\"subject\":{\"reference\":\"Patient/P77\"}}}]}");

    assertThat(parts).extracting(Trace.Part::name).containsExactly("Bundle", "Encounter");
    assertThat(parts.get(1).values())
        .contains(
            new Trace.Value("status", "finished", false),
            new Trace.Value("class.code", "AMB", false),
            new Trace.Value("subject", Parts.MASK, true));
  }

  @Test
  void leavesOutWhatItCannotRead() {
    assertThat(parts(MessageFormat.FHIR, "{\"resourceType\":")).isEmpty();
    assertThat(parts(MessageFormat.HL7V2, "")).isEmpty();
  }
}
