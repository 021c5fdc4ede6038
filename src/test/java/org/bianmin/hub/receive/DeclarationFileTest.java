package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclarationFileTest {

  private static final String TITLES = "指标编号,期间,值,单位,生效日期,失效日期,申报人,审批人,依据,证明材料\r\n";
  private static final String ROW =
      "HAI-03,2026-H2,是,,2026/7/1,,医务科 001,分管院长,文件,院办〔2026〕12号；院办〔2026〕13号\r\n";

  @Test
  void readsATableOfAChineseSpreadsheetInEachCharset() {
    JsonNode expected = read(TITLES + ROW, UTF_8).get(0);

    assertThat(expected.at("/key").asText()).isEqualTo("HAI-03/2026-H2/H001");
    JsonNode attributes = expected.get("attributes");
    assertThat(attributes.get("value").asText()).isEqualTo("yes");
    assertThat(attributes.get("effectiveFrom").asText()).isEqualTo("2026-07-01T00:00:00+08:00");
    assertThat(attributes.get("effectiveTo").asText()).isEqualTo("2026-12-31T23:59:59+08:00");
    assertThat(attributes.get("declaredBy").asText()).isEqualTo("医务科 001");
    assertThat(attributes.get("approvedBy").asText()).isEqualTo("分管院长");
    assertThat(attributes.get("basis").asText()).isEqualTo("document");
    assertThat(attributes.at("/evidenceRef/1/ref").asText()).isEqualTo("院办〔2026〕13号");
    assertThat(attributes.has("unit")).isFalse();
    assertThat(read(TITLES + ROW, Charset.forName("GBK"))).containsExactly(expected);
    assertThat(read("\uFEFF" + TITLES + ROW, UTF_8)).containsExactly(expected);
    assertThat(read((TITLES + ROW).replace("\r\n", "\n"), UTF_8)).containsExactly(expected);
  }

  @Test
  void readsQuotesCommasAndCellsOverLines() {
    JsonNode document =
        read(
                "\"obligationId\",period,value,effectiveFrom,declaredBy,basis,evidenceRef\r\n"
                    + "HAI-03,2026,\"1,5 \"\"ca\"\"\",2026-01-01,001,document,\"A 1\nB, 2\"\r\n"
                    + ",,,,,,\r\n",
                UTF_8)
            .get(0);

    assertThat(document.at("/attributes/value").asText()).isEqualTo("1,5 \"ca\"");
    assertThat(document.at("/attributes/evidenceRef/0/ref").asText()).isEqualTo("A 1");
    assertThat(document.at("/attributes/evidenceRef/1/ref").asText()).isEqualTo("B, 2");
  }

  @Test
  void keepsNumbersAsTheyAreWritten() {
    JsonNode document = read(TITLES + ROW.replace(",是,", ",95.50,"), UTF_8).get(0);

    assertThat(document.at("/attributes/value").isNumber()).isTrue();
    assertThat(document.toString()).contains("95.50");
  }

  @Test
  void readsTheFormOfTheEndpoint() {
    String one =
        "{\"obligationId\": \"HAI-03\", \"period\": \"%s\", \"value\": 3, \"effectiveFrom\":"
            + " \"2026-07-01\", \"declaredBy\": \"001\", \"basis\": \"document\"}";

    assertThat(
            read(
                "{\"items\": [" + one.formatted("2026-Q3") + "," + one.formatted("2026-Q4") + "]}",
                UTF_8))
        .hasSize(2);
  }

  @Test
  void takesAWithdrawalByItsKeyAlone() {
    JsonNode document = read("操作,指标编号,期间\n撤销,HAI-03,2026-H2\n", UTF_8).get(0);

    assertThat(document.get("action").asText()).isEqualTo("void");
    assertThat(document.get("key").asText()).isEqualTo("HAI-03/2026-H2/H001");
  }

  @Test
  void namesEveryWrongLineAndTheRemedy() {
    List<String> problems =
        problems(
            TITLES
                + ROW
                + "HAI-04,下半年,是,,2026-07-01,,,,文件,\r\n"
                + "\"HAI-08\",2026-H2,是,,2026-07-01,,\"医务科\n001\",,口头,\r\n"
                + "HAI-09,2026-H2,是,,2026-07-01,,001,,证书,\r\n"
                + ROW);

    assertThat(problems)
        .anySatisfy(p -> assertThat(p).startsWith("line 3: period (期间) is no period; write 2026"))
        .anySatisfy(p -> assertThat(p).startsWith("line 3: declaredBy (申报人) is missing"))
        .anySatisfy(p -> assertThat(p).startsWith("line 4: basis (依据) is document, inspection"))
        .anySatisfy(p -> assertThat(p).startsWith("line 6: effectiveTo (失效日期) is missing"))
        .anySatisfy(p -> assertThat(p).startsWith("line 7: declares the same").contains("line 2"))
        .hasSize(5);
  }

  @Test
  void namesWrongTitles() {
    assertThat(problems("指标编号,期间,数值,生效日期,申报人,依据,期间\nHAI-03,2026,1,2026-01-01,1,文件,1\n"))
        .anySatisfy(p -> assertThat(p).startsWith("line 1: the title of column 3 is not known"))
        .anySatisfy(p -> assertThat(p).startsWith("line 1: period (期间) stands in two columns"))
        .anySatisfy(p -> assertThat(p).startsWith("line 1: the column value (值) is missing"))
        .hasSize(3);
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThat(problems("")).singleElement().asString().contains("no declaration");
    assertThat(problems(TITLES)).singleElement().asString().contains("no declaration");
    assertThat(problems(TITLES + "HAI-03,\"2026\n"))
        .containsExactly("line 2: a quote does not end; close it, or write it twice inside quotes");
    assertThat(problems("PK\u0003\u0004\u0000\u0000")).singleElement().asString().contains(".xlsx");
    assertThat(problems("{\"items\": [}")).singleElement().asString().contains("not JSON");
  }

  private static List<JsonNode> read(String text, Charset charset) {
    return DeclarationFile.read(text.getBytes(charset), ZoneId.of("Asia/Shanghai"), "H001").stream()
        .map(EventBody.Document::json)
        .toList();
  }

  private static List<String> problems(String text) {
    return catchThrowableOfType(UnreadableFile.class, () -> read(text, UTF_8)).problems();
  }
}
