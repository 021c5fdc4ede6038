package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.journal.NewMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills that are taken to the fen, and bills of which nothing is taken. */
class BillFileTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir private Path folder;
  private Set<String> merchants = Set.of();

  private List<NewMessage> read(Path file, String format) throws IOException {
    List<NewMessage> messages = new ArrayList<>();
    try (BillFile bill = new BillFile(file, format, "bill", "H001", merchants)) {
      for (NewMessage message = bill.next(); message != null; message = bill.next()) {
        messages.add(message);
      }
    }
    return messages;
  }

  private List<String> problems(String name, byte[] content, String format) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    UnreadableFile refused = catchThrowableOfType(UnreadableFile.class, () -> read(file, format));
    assertThat(refused).as("it was taken").isNotNull();
    return refused.problems();
  }

  private Path wechat(String text) throws IOException {
    return Files.writeString(folder.resolve("wx.csv"), text);
  }

  private Path alipay(String text) throws IOException {
    return Files.write(folder.resolve("ali.csv"), text.getBytes(GBK));
  }

  private static JsonNode json(NewMessage message) throws IOException {
    return JSON.readTree(message.raw());
  }

  @Test
  void tellsEachLineOfABillOfWechatPay() throws IOException {
    List<NewMessage> messages = read(wechat(Bills.wechat()), "bill-wechat");

    assertThat(messages)
        .extracting(NewMessage::controlId)
        .containsExactly("4200000001", "4200000002", "4200000001/5030000001");
    assertThat(messages)
        .extracting(NewMessage::trigger)
        .containsExactly("SUCCESS", "SUCCESS", "REFUND");
    JsonNode first = json(messages.get(0));
    assertThat(first.at("/provider").asText()).isEqualTo("wechat");
    assertThat(first.at("/bill/file").asText()).isEqualTo("wx.csv");
    assertThat(first.at("/bill/line").asInt()).isEqualTo(2);
    assertThat(first.at("/columns/订单金额").asText()).isEqualTo("35.50");
    assertThat(first.at("/columns/商品名称").asText()).isEqualTo("门诊缴费, 挂号");
    assertThat(first.at("/fee").asText()).isEqualTo("0.21");
    assertThat(json(messages.get(2)).at("/fee").asText()).isEqualTo("-0.06");
  }

  @Test
  void tellsEachLineOfABillOfAlipay() throws IOException {
    List<NewMessage> messages = read(alipay(Bills.alipay()), "bill-alipay");

    assertThat(messages)
        .extracting(NewMessage::controlId)
        .containsExactly("2026110322000001", "2026110322000002", "2026110322000001/RF1");
    JsonNode first = json(messages.get(0));
    assertThat(first.at("/bill/account").asText()).isEqualTo("20880000000000010156");
    assertThat(first.get("columns").get("订单金额（元）").asText()).isEqualTo("120.01");
    assertThat(first.at("/fee").asText()).isEqualTo("0.72");
    assertThat(json(messages.get(1)).at("/columns/商品名称").asText()).isEqualTo("检查费,化验费");
    assertThat(json(messages.get(1)).at("/columns/备注").asText()).isEqualTo("窗口 3");
  }

  @Test
  void readsThemPackedAsTheyAreDownloaded() throws IOException {
    Path gz = folder.resolve("wx.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(("\uFEFF" + Bills.wechat().replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8));
    }
    Path zip = folder.resolve("ali.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), GBK)) {
      out.putNextEntry(new ZipEntry("2088_20261103_业务明细(汇总).csv"));
      out.write("#汇总".getBytes(GBK));
      out.putNextEntry(new ZipEntry("2088_20261103_业务明细.csv"));
      out.write(Bills.alipay().getBytes(GBK));
    }
    assertThat(read(gz, "bill-wechat")).hasSize(3);
    assertThat(read(zip, "bill-alipay")).hasSize(3);
    assertThat(problems("empty.zip", zipOf("readme.txt"), "bill-alipay"))
        .singleElement()
        .asString()
        .contains("业务明细");
  }

  private byte[] zipOf(String entry) throws IOException {
    Path file = folder.resolve("other.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(1);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void findsColumnsByTheirTitlesAndKeepsThoseItDoesNotKnow() throws IOException {
    String turned = Bills.turned(Bills.wechat());
    List<NewMessage> messages = read(wechat(turned), "bill-wechat");

    assertThat(messages).hasSize(3);
    assertThat(json(messages.get(0)).at("/columns/新列").asText()).isEqualTo("n");
    assertThat(json(messages.get(0)).at("/columns/微信订单号").asText()).isEqualTo("4200000001");
  }

  /** So the same line of another file is a duplicate. */
  @Test
  void knowsALineByWhatItSaysAndNotByWhereItStands() throws IOException {
    List<NewMessage> first = read(wechat(Bills.wechat()), "bill-wechat");
    List<String> lines = new ArrayList<>(Bills.wechat().lines().toList());
    lines.add(1, lines.remove(3));
    Path other = folder.resolve("other.csv");
    Files.writeString(other, String.join("\n", lines));
    List<NewMessage> second = read(other, "bill-wechat");

    assertThat(second.get(0).controlId()).isEqualTo(first.get(2).controlId());
    assertThat(second.get(0).identity()).isEqualTo(first.get(2).identity());
    assertThat(second.get(0).raw()).isNotEqualTo(first.get(2).raw());
  }

  @ParameterizedTest
  @ValueSource(strings = {"订单总金额", "申请退款总金额", "总交易单数", "应结订单总金额", "退款总金额"})
  void takesNothingWhereATotalDiffersByOneFen(String total) throws IOException {
    String text = Bills.withTotal(Bills.wechat(), total, new BigDecimal("0.01"));

    assertThat(problems("wx.csv", text.getBytes(StandardCharsets.UTF_8), "bill-wechat"))
        .singleElement()
        .asString()
        .contains("line 6", total, "download the bill again");
  }

  @Test
  void takesNothingOfABillThatIsCutOffAtAnyLine() throws IOException {
    List<String> wechat = Bills.wechat().lines().toList();
    for (int kept = 0; kept < wechat.size(); kept++) {
      String cut = String.join("\n", wechat.subList(0, kept));
      assertThat(problems("cut.csv", cut.getBytes(StandardCharsets.UTF_8), "bill-wechat"))
          .as("%d lines", kept)
          .isNotEmpty();
    }
    List<String> alipay = Bills.alipay().lines().toList();
    for (int kept = 0; kept < alipay.size() - 1; kept++) {
      String cut = String.join("\n", alipay.subList(0, kept));
      assertThat(problems("cut.csv", cut.getBytes(GBK), "bill-alipay"))
          .as("%d lines", kept)
          .isNotEmpty();
    }
  }

  @Test
  void namesAColumnThatIsMissing() throws IOException {
    String text = Bills.wechat().replaceFirst("微信退款单号", "退款单");
    assertThat(problems("wx.csv", text.getBytes(StandardCharsets.UTF_8), "bill-wechat"))
        .anyMatch(p -> p.contains("line 1: the column 微信退款单号 is missing") && p.contains("ALL"));
    assertThat(
            problems(
                "ali.csv", Bills.alipay().replaceFirst("服务费（元）", "费").getBytes(GBK), "bill-alipay"))
        .anyMatch(p -> p.contains("line 5: the column 服务费（元） is missing"));
  }

  @Test
  void takesNothingWhereTheTotalsOfAlipayDiffer() throws IOException {
    for (String[] change :
        new String[][] {
          {"#交易合计：2笔", "#交易合计：3笔"},
          {"商家实收共140.01元", "商家实收共140.00元"},
          {"商家实收退款共-20.01元", "商家实收退款共-20.02元"}
        }) {
      assertThat(Bills.alipay()).contains(change[0]);
      byte[] text = Bills.alipay().replace(change[0], change[1]).getBytes(GBK);
      assertThat(problems("ali.csv", text, "bill-alipay"))
          .singleElement()
          .asString()
          .contains("合计");
    }
  }

  @Test
  void namesTheLineOfWhatCannotBeRead() throws IOException {
    for (String[] change :
        new String[][] {
          {"`2026-11-03 09:31:00", "`yesterday"},
          {"`35.50,`0.00,`\n", "`35.5o,`0.00,`\n"},
          {"`35.50,`0.00,`\n", "`35.505,`0.00,`\n"},
          {"`4200000001,`OT1", "`,`OT1"},
          {"`2026-11-03 09:31:00,", ""},
          {"`2026-11-03 09:31:00", "2026-11-03 09:31:00"}
        }) {
      assertThat(Bills.wechat()).contains(change[0]);
      byte[] text = Bills.wechat().replace(change[0], change[1]).getBytes(StandardCharsets.UTF_8);
      assertThat(problems("wx.csv", text, "bill-wechat"))
          .as(change[1])
          .anyMatch(p -> p.startsWith("line 2: "));
    }
    byte[] bytes = Bills.alipay().getBytes(GBK);
    bytes[bytes.length - 30] = (byte) 0xFF;
    assertThat(problems("ali.csv", bytes, "bill-alipay")).isNotEmpty();
    assertThat(problems("x.csv", new byte[1 << 17], "bill-wechat")).isNotEmpty();
    assertThat(problems("x.csv", new byte[0], "bill-wechat")).isNotEmpty();
  }

  /** Never the value: a bill names who paid. */
  @Test
  void quotesNothingOfALine() throws IOException {
    String text = Bills.wechat().replace("`2026-11-03 09:31:00", "`Zhang San");
    assertThat(problems("wx.csv", text.getBytes(StandardCharsets.UTF_8), "bill-wechat"))
        .noneMatch(p -> p.contains("Zhang"));
  }

  @Test
  void takesADayWithoutATransaction() throws IOException {
    List<String> lines = Bills.wechat().lines().toList();
    String none = lines.get(0) + "\n" + lines.get(4) + "\n`0,`0.00,`0.00,`0.00,`0.00,`0.00,`0.00\n";
    assertThat(read(wechat(none), "bill-wechat")).isEmpty();
  }

  @Test
  void streamsMoreLinesThanItHolds() throws IOException {
    Path file = folder.resolve("large.csv");
    int lines = LongForm.tries(80_000, 200_000);
    String row = Bills.wechat().lines().toList().get(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(Bills.wechat().lines().toList().get(0) + "\n");
      for (int i = 0; i < lines; i++) {
        out.write(row.replace("4200000001", "42" + (10_000_000 + i)) + "\n");
      }
      out.write(Bills.wechat().lines().toList().get(4) + "\n");
      out.write(
          "`%1$d.0,`%2$d.00,`0.00,`0.00,`%3$d.00,`%2$d.00,`0.00\n"
              .formatted(lines, lines / 2 * 71, lines / 1000 * 213));
    }
    long counted = 0;
    long most = 0;
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    try (BillFile bill = new BillFile(file, "bill-wechat", "bill", "H001", merchants)) {
      for (NewMessage message = bill.next(); message != null; message = bill.next()) {
        counted++;
        if (counted % 20_000 == 0) {
          runtime.gc();
          most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
      }
    }
    assertThat(counted).isEqualTo(lines);
    // of the long form the lines alone have 36 MB, their messages 200
    assertThat(Files.size(file)).isGreaterThan(150L * lines);
    assertThat(most - before).isLessThan(30L << 20);
  }
}
