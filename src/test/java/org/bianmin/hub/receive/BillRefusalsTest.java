package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.bianmin.hub.journal.NewMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills that look right and are another merchant's, another file's, or shifted. */
class BillRefusalsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir private Path folder;
  private Set<String> merchants = Set.of();

  private BillFile open(Path file, String format) throws IOException {
    return new BillFile(file, format, "bill", "H001", merchants);
  }

  private List<JsonNode> read(String text, String format) throws IOException {
    Path file = folder.resolve("bill.csv");
    Files.write(file, text.getBytes(format.equals("bill-alipay") ? GBK : StandardCharsets.UTF_8));
    List<JsonNode> documents = new ArrayList<>();
    try (BillFile bill = open(file, format)) {
      for (NewMessage message = bill.next(); message != null; message = bill.next()) {
        documents.add(JSON.readTree(message.raw()));
      }
    }
    return documents;
  }

  private List<String> problems(String text, String format) {
    UnreadableFile refused = catchThrowableOfType(UnreadableFile.class, () -> read(text, format));
    assertThat(refused).as("it was taken").isNotNull();
    return refused.problems();
  }

  private static String alipay(String before, String after) {
    assertThat(Bills.alipay()).contains(before);
    return Bills.alipay().replaceFirst(java.util.regex.Pattern.quote(before), after);
  }

  @Test
  void findsTheTextThatHoldsAComma() throws IOException {
    String remark = alipay("-0.72,0.00,", "-0.72,0.00,窗口 3,早班");
    JsonNode columns = read(remark, "bill-alipay").get(0).get("columns");
    assertThat(columns.get("备注").asText()).isEqualTo("窗口 3,早班");
    assertThat(columns.get("创建时间").asText()).isEqualTo("2026-11-03 09:30:50");
    String voucher =
        alipay(
            "120.01,120.01,0.00,0.00,0.00,0.00,0.00,,",
            "120.01,120.01,0.00,0.00,0.00,0.00,0.00,满减,新客,");
    columns = read(voucher, "bill-alipay").get(0).get("columns");
    assertThat(columns.get("券名称").asText()).isEqualTo("满减,新客");
    assertThat(columns.get("服务费（元）").asText()).isEqualTo("-0.72");
    String goods = alipay("门诊缴费,2026", "2026 年体检,门诊,缴费,2026");
    columns = read(goods, "bill-alipay").get(0).get("columns");
    assertThat(columns.get("商品名称").asText()).isEqualTo("2026 年体检,门诊,缴费");
  }

  /** A shop's name and an operator's stand side by side: nothing tells them apart. */
  @Test
  void refusesABillWhereTheCommaMayBeInSeveralTexts() {
    String shop = alipay("2026-11-03 09:31:00,\t,\t", "2026-11-03 09:31:00,\t,东院,一楼\t");
    assertThat(problems(shop, "bill-alipay"))
        .anyMatch(p -> p.startsWith("line 6: ") && p.contains("take the comma out"))
        .noneMatch(p -> p.contains("东院"));
    String both = alipay("检查费,化验费", "检查费,化验费").replace("窗口 3", "窗口 3,早班");
    assertThat(problems(both, "bill-alipay")).anyMatch(p -> p.startsWith("line 7: "));
  }

  @Test
  void takesAnAmountThatIsMissingForNoAmount() {
    assertThat(problems(alipay(",120.01,120.01,", ",,120.01,"), "bill-alipay"))
        .anyMatch(p -> p.startsWith("line 6: 订单金额（元） is no amount"));
    String wechat = Bills.wechat().replaceFirst("`0.60%,`35.50,`0.00", "`0.60%,`35.50,`");
    assertThat(wechat).isNotEqualTo(Bills.wechat());
    assertThat(problems(wechat, "bill-wechat"))
        .anyMatch(p -> p.startsWith("line 2: 申请退款金额 is no amount"));
  }

  @Test
  void refusesAnArchiveWithTwoBills() throws IOException {
    Path zip = folder.resolve("two.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), GBK)) {
      for (String name : List.of("业务明细(汇总)", "1_业务明细", "2_业务明细")) {
        out.putNextEntry(new ZipEntry(name + ".csv"));
        out.write(Bills.alipay().getBytes(GBK));
      }
    }
    assertThatThrownBy(() -> open(zip, "bill-alipay"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("2 lists of transactions")
        .hasMessageContaining("drop each of them");
  }

  @Test
  void takesWechatPaysZeroForNoNumber() throws IOException {
    String revoked = Bills.wechat().replace("`JSAPI,`REFUND", "`JSAPI,`REVOKED");
    revoked = revoked.replace("`5030000001,`RF1", "`0,`0");
    List<JsonNode> rows = read(revoked, "bill-wechat");
    for (String title : List.of("特约商户号", "微信退款单号", "商户退款单号")) {
      assertThat(rows.get(2).get("columns").get(title).asText()).as(title).isEmpty();
    }
    assertThat(rows.get(2).get("columns").get("退款状态").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void tellsNothingToBeDoneOfAFileThatChangesMeanwhile() throws IOException {
    Path file = Files.writeString(folder.resolve("wx.csv"), Bills.wechat());
    try (BillFile bill = open(file, "bill-wechat")) {
      assertThat(bill.next()).isNotNull();
    }
    Path large = folder.resolve("large.csv");
    List<String> lines = Bills.wechat().lines().toList();
    int rows = 20_000;
    String total = "`20000.0,`710000.00,`0.00,`0.00,`4260.00,`710000.00,`0.00\n";
    String row = lines.get(1) + "\n";
    Files.writeString(large, lines.get(0) + "\n" + row.repeat(rows) + lines.get(4) + "\n" + total);
    try (BillFile bill = open(large, "bill-wechat")) {
      assertThat(bill.next()).isNotNull();
      // of the same size, in a line that is not read yet
      try (var channel =
          java.nio.channels.FileChannel.open(large, java.nio.file.StandardOpenOption.WRITE)) {
        String changed = row.replace("门诊缴费", "住院缴费");
        long bytes = row.getBytes(StandardCharsets.UTF_8).length;
        long head = (lines.get(0) + "\n").getBytes(StandardCharsets.UTF_8).length;
        channel.write(
            java.nio.ByteBuffer.wrap(changed.getBytes(StandardCharsets.UTF_8)),
            head + bytes * (rows - 1));
      }
      assertThatThrownBy(
              () -> {
                NewMessage message = bill.next();
                while (message != null) {
                  message = bill.next();
                }
              })
          .isInstanceOf(UnreadableFile.class)
          .hasMessageContaining("changed while it was read");
    }
  }

  @Test
  void refusesTheBillOfAnotherMerchant() throws IOException {
    merchants = Set.of("1900000109", "2088000000000001");
    assertThat(read(Bills.wechat(), "bill-wechat")).hasSize(3);
    assertThat(read(Bills.alipay(), "bill-alipay")).hasSize(3);
    assertThat(
            problems(
                Bills.wechat().replace("`1900000109,`0,", "`1900000109,`1900000110,"),
                "bill-wechat"))
        .singleElement()
        .asString()
        .contains("line 2: 特约商户号", "hub.sources.<id>.payment.merchants");
    merchants = Set.of("1900000110", "2088000000000002");
    assertThat(problems(Bills.wechat(), "bill-wechat")).singleElement().asString().contains("商户号");
    assertThat(problems(Bills.alipay(), "bill-alipay")).singleElement().asString().contains("账号");
    assertThat(read(Bills.wechat().replace("`1900000109,`0,", "`1,`1900000110,"), "bill-wechat"))
        .hasSize(3);
    assertThat(problems(alipay("#账号", "#户主"), "bill-alipay"))
        .anyMatch(p -> p.contains("names no account"));
  }

  @Test
  void stopsAtACeilingOfUnpackedBytesAndOfBlankLines() throws IOException {
    Path bomb = folder.resolve("bomb.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(
          (Bills.wechat().lines().toList().get(0) + "\n" + "x\n".repeat(100_000))
              .getBytes(StandardCharsets.UTF_8));
    }
    try (BillText text = BillText.open(bomb, 150_000)) {
      assertThatThrownBy(
              () -> {
                String line = text.next();
                while (line != null) {
                  line = text.next();
                }
              })
          .isInstanceOf(UnreadableFile.class)
          .hasMessageContaining("more than 150000 bytes");
    }
    assertThat(problems(Bills.wechat() + "\n".repeat(1_500), "bill-wechat"))
        .singleElement()
        .asString()
        .contains("blank lines");
    assertThat(read(Bills.wechat() + "\n".repeat(500), "bill-wechat")).hasSize(3);
  }

  @Test
  void takesABillWhoseFeesDifferAndSaysSo() throws IOException {
    String text = Bills.withTotal(Bills.wechat(), "手续费总金额", new BigDecimal("0.01"));
    assertThat(read(text, "bill-wechat")).hasSize(3);
    try (BillFile bill = open(folder.resolve("bill.csv"), "bill-wechat")) {
      NewMessage message = bill.next();
      while (message != null) {
        message = bill.next();
      }
      assertThat(bill.problems())
          .singleElement()
          .asString()
          .contains("手续费总金额", "the bill is taken");
    }
  }

  @Test
  void namesTheRemedyForABillInTheOldForm() {
    String old = Bills.wechat().replaceFirst("应结订单金额", "总金额").replaceFirst("订单金额,申请退款金额", "a,b");
    assertThat(problems(old, "bill-wechat")).anyMatch(p -> p.contains("/v3/bill/tradebill"));
  }
}
