package org.bianmin.hub.normalize.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hl7PathTest {

  private static final Hl7Message MESSAGE =
      Hl7Message.parse(
          "MSH|^~\\&|HIS|A&B^C|||||ADT^A01|1\r"
              + "PID|1||P1^^^H1&1.2&ISO^PI~M2^^^^MR~^^^^MR~M4^^^^MR||Wang^Er&x\r"
              + "DG1|1||I10^first\rDG1|2||E11^second\r"
              + "OBX|1|TX|c||line one~line\\T\\two^rest\r"
              + "PRD|PP|Qian||H101\rPRD|RT^to&x~FH|||H102\rPRD|RP||\rPRD|RP|||H001\r");

  @ParameterizedTest
  @CsvSource({
    "PID-3, P1",
    "PID-3.4, H1",
    "PID-3.4.2, 1.2",
    "PID-3(1).4.3, ISO",
    "PID-3(2), M2",
    "PID-3(3).1,",
    "PID-3(3).5, MR",
    "PID-3(9).1,",
    "PID-3(.5=MR).1, M2",
    "'PID-3(.5=XX,PI).1', P1",
    "PID-3(.5=XX).1,",
    "PID-3(.4.2=1.2).1, P1",
    "PID-3(*).1, P1",
    "PID-3.*, P1^^^H1&1.2&ISO^PI",
    "PID-3.4.*, H1&1.2&ISO",
    "PID-3(2).*, M2^^^^MR",
    "PID-5.2.2, x",
    "PID-5.3,",
    "DG1-3, I10",
    "DG1[2]-3.2, second",
    "DG1[3]-3.2,",
    "PRD[1=PP]-4, H101",
    "PRD[1=RT]-4, H102",
    "PRD[1=FH]-4, H102",
    "'PRD[1=XX,FH]-4', H102",
    "PRD[1.2=to]-4, H102",
    "PRD[1.2.2=x]-4, H102",
    "PRD[1=RP]-4,",
    "PRD[1=R]-4,",
    "PRD[4=H001]-1, RP",
    "PRD[9=RP]-4,",
    "ZZZ[1=RP]-4,",
    "OBX-5(2), line&two",
    "OBX-5(2).*, line\\T\\two^rest",
    "MSH-1, |",
    "MSH-2, ^~\\&",
    "MSH-2(2),",
    "MSH-1.2,",
    "MSH-2.1.2,",
    "MSH-2.*, ^~\\&",
    "MSH-3, HIS",
    "MSH-4.1.2, B",
    "MSH-9.2, A01",
    "MSH-99,",
    "ZZZ-1,",
  })
  void readsTheValueThatThePathMeans(String path, String expected) {
    assertThat(MESSAGE.value(Hl7Path.compile(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PID-3.1, P1;M2;M4",
    "PID-3(*).1, P1;M2;M4",
    "PID-3(.5=MR).1, M2;M4",
    "PID-3(2).1, M2",
    "PID-3(*).4.2, 1.2",
    "PRD[1=RT]-1, RT;FH",
    "PRD[1=ZZ]-1,",
    "OBX-5(*).*, line one;line\\T\\two^rest",
    "MSH-2, ^~\\&",
    "PID-99(*),",
    "ZZZ-1(*),",
  })
  void readsAllRepetitionsInOrderWithoutEmptyOnes(String path, String expected) {
    assertThat(String.join(";", MESSAGE.values(Hl7Path.compile(path))))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void wholeIsTheFormWithAnAsterisk() {
    assertThat(Hl7Path.whole("OBX-5")).isEqualTo(Hl7Path.compile("OBX-5.*"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, segment name",
    "pid-3, 1, segment name",
    "PI-3, 3, segment name",
    "1ID-3, 1, segment name",
    "PID, 4, '-'",
    "PID3, 4, '-'",
    "PID-, 5, number",
    "PID-0, 5, number",
    "PID-10000, 5, number",
    "PID-99999999999, 5, number",
    "PID[0]-3, 5, number",
    "PID[2-3, 6, ']'",
    "PRD[1=]-4, 7, value",
    "PRD[1.=RP]-4, 7, number",
    "PRD[1.1.1.1=RP]-4, 10, '='",
    "'PRD[1=RP,]-4', 10, value",
    "PRD[1=RP-4, 11, ']'",
    "PID-3(x), 7, number",
    "PID-3(2, 8, ')'",
    "PID-3(.5), 9, '='",
    "PID-3(.5=), 10, value",
    "'PID-3(.5=A,)', 12, value",
    "PID-3., 7, number",
    "PID-3.1.2.3, 10, nothing more",
    "PID-3.*.1, 8, nothing more",
    "'PID-3 ', 6, nothing more",
  })
  void namesTheColumnOfAnIllegalPath(String path, int column, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hl7Path.compile(path))
        .withMessageContaining("column " + column + ":")
        .withMessageContaining(expected)
        .withMessageContaining("SEG[n]-F(r).C.S");
  }

  @Test
  void writesTheComponentsOfAStructuredNumberTogether() {
    Hl7Message message =
        Hl7Message.parse("MSH|^~\\&|\rOBX|1|SN|A||<^0.5~^1^:^160~a\\S\\b|\rOBX|2|NM|B||^|\r");
    assertThat(message.value(Hl7Path.compile("OBX-5.+"))).isEqualTo("<0.5");
    assertThat(message.values(Hl7Path.compile("OBX-5.+"))).containsExactly("<0.5", "1:160", "a^b");
    assertThat(message.value(Hl7Path.compile("OBX[2]-5.+"))).isNull();
    assertThat(message.value(Hl7Path.compile("OBX[2=SN]-5.+"))).isEqualTo("<0.5");
  }
}
