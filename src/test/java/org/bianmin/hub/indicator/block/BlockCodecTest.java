package org.bianmin.hub.indicator.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.EventDefinition;
import org.junit.jupiter.api.Test;

class BlockCodecTest {

  private static final EventDefinition EVENT =
      event(
          attribute("at", AttributeType.TIME),
          attribute("amountFen", AttributeType.AMOUNT),
          attribute("times", AttributeType.INTEGER),
          attribute("urgent", AttributeType.BOOLEAN),
          attribute("kind", AttributeType.CODE),
          attribute("wardName", AttributeType.TEXT),
          attribute("value", AttributeType.VALUE),
          attribute("encounterRef", AttributeType.TEXT),
          attribute("conclusion", AttributeType.TEXT),
          attribute("imageUrl", AttributeType.TEXT),
          group(
              "diagnoses",
              attribute("code", AttributeType.TEXT),
              attribute("reportNo", AttributeType.TEXT),
              attribute("fen", AttributeType.AMOUNT),
              attribute("on", AttributeType.TIME)));

  private static final String[] TEXTS = {
    "", "内一科", "床旁结算（病区）", "𠮷野", "a|b^c", "A01", "x".repeat(3000), "\u0000", "0"
  };
  private static final long[] NUMBERS = {0, 1, -1, 100, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};

  private record Fact(long id, long at, String key, String person, Map<String, Object> told) {}

  @Test
  void whatIsWrittenIsReadWhateverItIs() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Fact> facts = new ArrayList<>();
      int size = random.nextInt(60);
      for (int i = 0; i < size; i++) {
        facts.add(fact(random, i));
      }
      BlockWriter writer = new BlockWriter(BlockLayout.of(EVENT));
      facts.forEach(f -> writer.add(f.id, f.at, f.key, f.person, "m" + f.id % 2, f.told));
      FactBlock block = new StoredBlock("H1", "t", 7, writer.bytes(), grown -> {});
      assertThat(block.size()).isEqualTo(size);
      for (int row = 0; row < size; row++) {
        same(block, row, facts.get(row), "seed " + seed + ", row " + row);
      }
    }
  }

  private static void same(FactBlock block, int row, Fact fact, String as) {
    assertThat(block.id(row)).as(as).isEqualTo(fact.id);
    assertThat(block.occurredAt(row)).as(as).isEqualTo(fact.at);
    assertThat(block.mapping().text(row)).as(as).isEqualTo("m" + fact.id % 2);
    identity(block.key(), row, fact.key, as);
    identity(block.person(), row, fact.person, as);
    String[] parts = fact.key.split("/", -1);
    for (int i = 0; i < 3; i++) {
      identity(block.column("$keypart." + (i + 1)), row, i < parts.length ? parts[i] : null, as);
    }
    for (String number : List.of("amountFen", "times")) {
      Object told = fact.told.get(number);
      assertThat(number(block.column(number), row)).as(as).isEqualTo(told);
    }
    Object urgent = fact.told.get("urgent");
    assertThat(number(block.column("urgent"), row))
        .as(as)
        .isEqualTo(urgent == null ? null : urgent.equals(true) ? 1L : 0L);
    assertThat(number(block.column("at"), row)).as(as).isEqualTo(millis(fact.told.get("at")));
    for (String text : List.of("kind", "wardName", "value")) {
      Object told = fact.told.get(text) instanceof Map<?, ?> ? null : fact.told.get(text);
      assertThat(block.column(text).text(row)).as(as).isEqualTo(told);
      identity(block.column(text), row, (String) told, as);
    }
    identity(block.column("encounterRef"), row, (String) fact.told.get("encounterRef"), as);
    assertThat(block.column("encounterRef").text(row)).isNull();
    assertThat(block.column("conclusion").present(row)).isFalse();
    assertThat(block.column("imageUrl").present(row)).isFalse();
    items(block.column("diagnoses"), row, (List<?>) fact.told.get("diagnoses"), as);
  }

  private static void items(Column group, int row, List<?> told, String as) {
    assertThat(group.present(row)).as(as).isEqualTo(told != null);
    assertThat(group.items(row)).as(as).isEqualTo(told == null ? 0 : told.size());
    for (int i = 0; i < group.items(row); i++) {
      Map<?, ?> item = (Map<?, ?>) told.get(i);
      int at = group.start(row) + i;
      assertThat(group.item("code").text(at)).as(as).isEqualTo(item.get("code"));
      identity(group.item("reportNo"), at, (String) item.get("reportNo"), as);
      assertThat(number(group.item("fen"), at)).as(as).isEqualTo(item.get("fen"));
      assertThat(number(group.item("on"), at)).as(as).isEqualTo(millis(item.get("on")));
    }
  }

  private static Long number(Column column, int row) {
    assertThat(column.hasNumber(row)).isEqualTo(column.present(row));
    return column.present(row) ? column.number(row) : null;
  }

  private static Long millis(Object told) {
    return told == null ? null : OffsetDateTime.parse((String) told).toInstant().toEpochMilli();
  }

  private static void identity(Column column, int row, String text, String as) {
    Identity expected = text == null ? new Identity(0, 0) : Identity.of(text);
    assertThat(column.present(row)).as(as).isEqualTo(text != null);
    assertThat(new Identity(column.high(row), column.low(row))).as(as).isEqualTo(expected);
  }

  private static Fact fact(Random random, int i) {
    Map<String, Object> told = new TreeMap<>();
    put(random, told, "at", time(random));
    put(random, told, "amountFen", NUMBERS[random.nextInt(NUMBERS.length)]);
    put(random, told, "times", random.nextLong());
    put(random, told, "urgent", random.nextBoolean());
    put(
        random,
        told,
        "kind",
        random.nextInt(3) == 0 ? Map.of("unmapped", "X9") : "k" + random.nextInt(4));
    put(random, told, "wardName", TEXTS[random.nextInt(TEXTS.length)]);
    put(random, told, "value", random.nextInt(3) == 0 ? "阴性" : "" + random.nextInt());
    put(random, told, "encounterRef", "V" + random.nextInt(20));
    put(random, told, "conclusion", "long");
    put(random, told, "imageUrl", "https://x/");
    if (random.nextInt(3) > 0) {
      List<Map<String, Object>> items = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        Map<String, Object> item = new HashMap<>();
        put(random, item, "code", TEXTS[random.nextInt(TEXTS.length)]);
        put(random, item, "reportNo", "R" + random.nextInt(5));
        put(random, item, "fen", random.nextLong());
        put(random, item, "on", time(random));
        items.add(item);
      }
      told.put("diagnoses", items);
    }
    String key = "K" + random.nextInt(9) + (random.nextInt(4) == 0 ? "/" + i + "/" : "");
    return new Fact(
        random.nextLong(),
        random.nextLong(),
        key,
        random.nextBoolean() ? "p" + random.nextInt(6) : null,
        told);
  }

  private static String time(Random random) {
    return Instant.ofEpochMilli(1_790_000_000_000L + random.nextInt())
        .atOffset(ZoneOffset.ofHours(random.nextInt(9)))
        .toString();
  }

  private static void put(Random random, Map<String, Object> told, String name, Object value) {
    if (random.nextInt(4) > 0) {
      told.put(name, value);
    }
  }

  @Test
  void textsThatAreDecimalsCountInStepsOfATenThousandth() {
    Map<String, Long> expected = new TreeMap<>();
    expected.put("37.25", 372_500L);
    expected.put("-0.00005", -1L);
    expected.put("0.00004", 0L);
    expected.put("1E+3", 10_000_000L);
    expected.put("1E-999999999", 0L);
    expected.put("99999999999999", 999_999_999_999_990_000L);
    expected.put("100000000000000", null);
    expected.put("1E+999999999", null);
    expected.put("<0.5", null);
    expected.put("阴性", null);
    expected.put("", null);
    BlockWriter writer = new BlockWriter(BlockLayout.of(EVENT));
    List<String> texts = List.copyOf(expected.keySet());
    for (String text : texts) {
      writer.add(1, 1, "K", null, "m", Map.of("value", text));
    }
    Column value = new StoredBlock("H1", "t", 1, writer.bytes(), grown -> {}).column("value");
    assertThat(value.scaled()).isTrue();
    for (int row = 0; row < texts.size(); row++) {
      Long number = expected.get(texts.get(row));
      assertThat(value.hasNumber(row)).as(texts.get(row)).isEqualTo(number != null);
      assertThat(value.number(row)).as(texts.get(row)).isEqualTo(number == null ? 0 : number);
      assertThat(value.text(row)).isEqualTo(texts.get(row));
    }
  }

  @Test
  void aColumnTakesMemoryWhenItIsAskedForAndOnlyThen() {
    BlockWriter writer = new BlockWriter(BlockLayout.of(EVENT));
    for (int i = 0; i < 1000; i++) {
      writer.add(i, i, "K" + i, "p", "m", Map.of("encounterRef", "V" + i, "times", (long) i));
    }
    long[] weight = {0};
    FactBlock block = new StoredBlock("H1", "t", 1, writer.bytes(), more -> weight[0] += more);
    long before = weight[0];
    assertThat(block.column("times").number(999)).isEqualTo(999);
    assertThat(weight[0]).isEqualTo(before + 8 * 1000);
    assertThat(block.column("times").number(1)).isEqualTo(1);
    assertThat(block.column("nothing").present(1)).isFalse();
    assertThat(weight[0]).isEqualTo(before + 8 * 1000);
  }

  @Test
  void theLayoutIsAnotherWhenWhatIsKeptIsAnother() {
    String hash = BlockLayout.of(EVENT).hash();
    assertThat(
            BlockLayout.of(event(EVENT.attributes().values().toArray(AttributeDefinition[]::new)))
                .hash())
        .isEqualTo(hash);
    assertThat(BlockLayout.of(event(attribute("at", AttributeType.TIME))).hash())
        .isNotEqualTo(hash);
    assertThat(BlockLayout.of(event(attribute("at", AttributeType.TEXT))).hash())
        .isNotEqualTo(BlockLayout.of(event(attribute("at", AttributeType.TIME))).hash());
  }

  static EventDefinition event(AttributeDefinition... attributes) {
    Map<String, AttributeDefinition> all = new TreeMap<>();
    for (AttributeDefinition attribute : attributes) {
      all.put(attribute.name(), attribute);
    }
    return new EventDefinition(
        "t", "事", "Thing", List.of(), null, false, List.of(), List.of(), all, List.of(), "t.yaml");
  }

  static AttributeDefinition attribute(String name, AttributeType type) {
    return new AttributeDefinition(name, type, null, false, List.of(), Map.of(), 1);
  }

  private static AttributeDefinition group(String name, AttributeDefinition... items) {
    Map<String, AttributeDefinition> all = new TreeMap<>();
    for (AttributeDefinition item : items) {
      all.put(item.name(), item);
    }
    return new AttributeDefinition(name, AttributeType.GROUP, null, false, List.of("code"), all, 1);
  }
}
