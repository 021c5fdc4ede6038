package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.ItemCondition;
import org.bianmin.hub.mapping.Levels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The platform's catalogue is taken as its contract writes it, as a whole or not at all. */
class CatalogueBodyTest {

  static final String ITEM =
      """
      {"code": "2501", "name": "葡萄糖", "kind": "lab", "loinc": "14749-6", "validDays": 30,
       "countsFrom": "collected", "scope": "province", "negative": false,
       "levels": "lower-accepts-higher",
       "conditions": [{"attribute": "specimen", "values": ["serum", "plasma"]}],
       "from": "2026-01-01", "to": "2026-12-31", "later": {"added": true}}""";
  private static final Set<String> KINDS = Set.of("lab", "imaging");

  static String body(String edition, String... items) {
    return "{\"edition\": \"" + edition + "\", \"items\": [" + String.join(",", items) + "]}";
  }

  @Test
  void readsEverythingThatTheContractWrites() {
    Catalogue catalogue = CatalogueBody.read(body("2026-10", ITEM), KINDS);

    assertThat(catalogue.edition()).isEqualTo("2026-10");
    assertThat(catalogue.items())
        .containsExactly(
            new CatalogueItem(
                "2501",
                "葡萄糖",
                "lab",
                "14749-6",
                30,
                CountsFrom.COLLECTED,
                "province",
                false,
                Levels.LOWER_ACCEPTS_HIGHER,
                List.of(new ItemCondition("specimen", List.of("serum", "plasma"))),
                new Days(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31))));
  }

  @Test
  void readsWhatIsLeftOutWhereTheContractLetsIt() {
    String least =
        """
        {"code": "2501", "name": "葡萄糖", "kind": "lab", "validDays": 30, "countsFrom": "reported",
         "negative": false, "levels": "any", "conditions": [], "from": "2026-01-01", "to": null}""";

    assertThat(CatalogueBody.read(body("1", least), KINDS).item("2501", LocalDate.of(2099, 1, 1)))
        .hasValueSatisfying(item -> assertThat(item.loinc()).isNull());
    assertThat(CatalogueBody.read(body("1"), KINDS).items()).isEmpty();
  }

  @Test
  void asksForNoValidityOfWhatIsNeverRecognised() {
    String negative =
        """
        {"code": "2501", "name": "葡萄糖", "kind": "lab", "negative": true, "levels": "any",
         "conditions": [], "from": "2026-01-01"}""";

    assertThat(CatalogueBody.read(body("1", negative), KINDS).items()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"code\": \"2501\"|\"code\": 2501|/items/0/code has to be a text",
        "\"kind\": \"lab\"|\"kind\": \"labor\"|/items/0/kind is none of",
        "\"validDays\": 30|\"validDays\": \"30\"|/items/0/validDays has to be a whole number",
        "\"validDays\": 30|\"validDays\": 3.5|/items/0/validDays has to be a whole number",
        "\"validDays\": 30|\"validDays\": -1|/items/0/validDays has to be a whole number",
        "\"validDays\": 30|\"x\": 30|/items/0/validDays has to be a whole number",
        "\"collected\"|\"taken\"|/items/0/countsFrom is none of collected, performed, reported",
        "\"countsFrom\"|\"x\"|/items/0/countsFrom has to be a text",
        "\"negative\": false|\"negative\": \"no\"|/items/0/negative has to be true or false",
        "lower-accepts-higher|any-level|/items/0/levels is none of any, same, lower-accepts-higher",
        "[\"serum\", \"plasma\"]|[]|/items/0/conditions/0/values has to be a list of at least one",
        "\"conditions\"|\"x\"|/items/0/conditions has to be a list",
        "2026-01-01|2026-13-01|/items/0/from is no date",
        "2026-12-31|2025-12-31|/items/0/from is after /to",
        "\"edition\"|\"x\"|/edition has to be a text",
        "\"items\"|\"x\"|/items has to be a list",
      })
  void refusesWhatIsWrongWithItsPlaceAndWhoToTell(String text, String other, String reason) {
    String wrong = body("2026-10", ITEM).replace(text, other);

    assertThatThrownBy(() -> CatalogueBody.read(wrong, KINDS))
        .isInstanceOf(UnreadableCatalogue.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("The catalogue before stays in force; tell the platform's operators");
  }

  @Test
  void refusesItemsThatContradictEachOther() {
    String later = ITEM.replace("2026-12-31", "2027-12-31").replace("2026-01-01", "2026-12-31");

    assertThatThrownBy(() -> CatalogueBody.read(body("1", ITEM, later), KINDS))
        .hasMessageContaining("/items/1 holds for days for which /items/0 tells the same item");
    assertThat(
            CatalogueBody.read(
                    body("1", ITEM, later.replace("\"2026-12-31\"", "\"2027-01-01\"")), KINDS)
                .items())
        .hasSize(2);
  }

  @Test
  void namesTenProblemsAndHowManyMoreThereAre() {
    String[] items = new String[13];
    Arrays.fill(items, "{}");

    assertThatThrownBy(() -> CatalogueBody.read(body("1", items), KINDS))
        .hasMessageMatching(".*/items/0/kind.*; and \\d+ more\\. The catalogue before.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[]|no JSON object", "{\"edition\":|no JSON from line 1"})
  void refusesWhatIsNoJsonObject(String body, String reason) {
    assertThatThrownBy(() -> CatalogueBody.read(body, KINDS)).hasMessageContaining(reason);
  }
}
