// size: one story per task, so that document and test are read side by side
package org.bianmin.hub.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.console.Operator.Done;
import org.bianmin.hub.console.Operator.Words;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What operators do, each task from the overview to the answer, with what it takes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorTasksIT extends WholeConsole {

  private static final int TASKS = 29;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Words DESK = new Words("信息科", "IT desk");
  private static final Words NIGHT = new Words("夜班值守", "night duty");
  private static final Words FINANCE = new Words("财务科", "finance");
  private static final Words AFFAIRS = new Words("医务科", "medical affairs");
  private static final Words SECURITY = new Words("安全管理员", "security officer");
  private static final String DISCARDED =
      "#live a[href='/deliveries?destination=platform&state=DISCARDED']";

  private static final Map<Integer, Done> DONE = new TreeMap<>();

  @AfterEach
  void noComplaints() {
    browsing.noComplaints();
  }

  /** The document is compared where all tasks were done. */
  @AfterAll
  static void write() throws Exception {
    if (DONE.size() == TASKS) {
      new TasksDoc(DONE.values()).check();
    }
  }

  private static Operator task(int number, Words who, String zh, String en) {
    return new Operator(browsing, number, who, new Words(zh, en));
  }

  private static void done(Done done) {
    DONE.put(done.number(), done);
  }

  private static long parked(String code) throws Exception {
    for (JsonNode item : day.json("messages?state=PARKED&source=his&limit=5").get("items")) {
      if (item.toString().contains("'" + code + "'")) {
        return item.get("id").asLong();
      }
    }
    throw new AssertionError("no parked message names " + code);
  }

  @Test
  @Order(1)
  void findsWhyAResultDidNotReachTheProvince() {
    Operator op =
        task(
            1,
            DESK,
            "某患者的检验结果为什么没有到省平台？（知道报告的消息控制号）",
            "Why did a patient's result not reach the province? (the control id of the report is"
                + " known)");
    op.goes("/messages", "消息", "Messages")
        .fills("input[name=controlId]", day.refused(), "填写消息控制号", "fill in the control id")
        .clicks("form.filter button", "查询", "Show")
        .clicks("main tbody a", "点开这条消息", "open the message")
        .sees("#way", LivedDay.REFUSAL);
    done(
        op.answered(
            "消息页的“投递”一栏写着省平台拒收及其规则号",
            "beside the event the message page says that the platform refused it, and by which"
                + " rule"));
  }

  @Test
  @Order(2)
  void releasesFiveHundredParkedMessagesAfterMendingACode() throws Exception {
    mend(LivedDay.STRANGE_CODE);
    Operator op =
        task(
            2,
            DESK,
            "对照表补上一个代码后，把 500 条搁置的消息放行",
            "Release 500 parked messages after mending a code");
    String group = "#groups tr:has-text(\"'" + LivedDay.STRANGE_CODE + "'\") ";
    op.goes("/parked", "搁置", "Parked").sees(group, "500");
    op.clicks(group + "summary", "该原因一行的“放行”", "Release in the line of the cause")
        .clicks(group + "button", "确认放行 500 条", "confirm the 500")
        .sees("#released", "500 / 500");
    done(op.answered("进度条走完，500 / 500", "the progress bar is at its end: 500 / 500"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        day.json("messages?state=PARKED&source=his&limit=500").get("items").size())
                    .isLessThan(20));
  }

  /** What the operator does in the table with an editor or at its page. */
  private static void mend(String code) throws Exception {
    Files.writeString(
        ownTables().resolve("codes/visit-class.csv"),
        "*,%s,O,门诊,mended in the test%n".formatted(code),
        StandardOpenOption.APPEND);
    assertThat(day.reload()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void seesWhichLinkWentQuietAtNight() {
    Operator op = task(3, NIGHT, "昨夜哪条链路没有动静了？", "Which link went quiet at night?");
    op.goes("/links", "链路", "Links").sees("#source-" + LivedDay.QUIET, "7h");
    done(
        op.answered(
            "链路页“最近一条”一列：pacs 已 7 小时没有消息",
            "the column of the last message: pacs has been silent for 7 hours"));
  }

  @Test
  @Order(4)
  void handsTheReconciliationOfAMonthToFinance() throws Exception {
    Operator op = task(4, FINANCE, "把一个月的对账结果交给财务", "Hand the month's reconciliation to finance");
    op.goes("/reconciliation", "对账", "Reconciliation")
        .fills("input[name=day]", SettledDay.DAY, "选该月的任意一天", "choose any day of the month")
        .clicks("form.filter button", "查询", "Show");
    Download file = op.saves("#xlsx-month", "导出全月", "Export all of the month");
    try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(file.path()))) {
      assertThat(book.findSheet("Differences").orElseThrow().read()).hasSize(1 + 3);
      assertThat(book.findSheet("Summary").orElseThrow().read().get(1).getCell(1).getText())
          .isEqualTo(SettledDay.DAY);
    }
    assertThat(file.suggestedFilename()).isEqualTo("reconciliation-2024-11.xlsx");
    done(
        op.answered(
            "得到 reconciliation-2024-11.xlsx：汇总、差异、明细三张表",
            "reconciliation-2024-11.xlsx with summary, differences and all cases"));
  }

  @Test
  @Order(5)
  void pausesADestinationForMaintenanceAndResumesIt() {
    Operator op =
        task(5, DESK, "省平台维护：暂停投递，过后恢复", "Pause a destination for maintenance, and resume it");
    String platform = ".destinations li:has-text('platform') ";
    op.goes("/deliveries", "投递", "Deliveries")
        .fills(platform + "input[name=reason]", "平台维护", "写原因", "say why")
        .clicks(platform + "button", "暂停", "Pause")
        .sees(platform, "平台维护")
        .clicks(platform + "button", "维护结束后“恢复”", "Resume when it is over");
    assertThat(op.page.locator(platform + ".tag.good")).hasCount(1);
    done(op.answered("目的端重新显示“运行中”", "the destination is running again"));
  }

  @Test
  @Order(6)
  void retriesWhatThePlatformRefused() throws Exception {
    long refused = day.json("deliveries?state=DISCARDED&limit=1").at("/items/0/id").asLong();
    Operator op =
        task(
            6,
            DESK,
            "平台修好规则后，把被拒收的投递重试",
            "Retry a delivery that the platform refused, after it mended its rule");
    op.clicks(DISCARDED, "总览“已弃置”的数字", "the number of discarded ones on the overview")
        .clicks("#delivery-" + refused + " .commands button", "重试", "Retry");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(day.json("deliveries?state=DISCARDED&limit=1").get("items")).isEmpty());
    done(op.answered("该投递随即送达", "it is delivered at once"));
  }

  @Test
  @Order(7)
  void seesWhoLookedAtPatientData() {
    Operator op = task(7, SECURITY, "谁查看过患者信息？", "Who looked at patient data?");
    op.goes("/audit", "审计", "Audit")
        .fills("select[name=act]", "message", "操作选“消息”", "choose the acts on messages")
        .clicks("form.filter button", "查询", "Show")
        .sees("main tbody tr:has-text('message.reveal')", LivedDay.CURIOUS);
    done(op.answered("每次查看一行：何人、何时、为何", "a line per look: who, when, why"));
  }

  @Test
  @Order(8)
  void provesThatTheTrailIsWhole() {
    Operator op = task(8, SECURITY, "审计记录有没有被改动过？", "Is the audit trail whole?");
    op.goes("/audit", "审计", "Audit")
        .clicks("#check", "校验审计链", "Check the chain")
        .sees("#finding .notice.good", "");
    done(op.answered("逐条校验的结论", "every entry was checked against the one before it"));
  }

  @Test
  @Order(9)
  void goesFromAFigureOfAReportToTheRawMessage() {
    Operator op =
        task(
            9,
            AFFAIRS,
            "报表上的一个数是由哪些消息来的？",
            "From a figure of a report down to the message as it came");
    op.goes("/reports", "报表", "Reports")
        .clicks("#list tbody a", "打开报表", "open the report")
        .clicks("#v-HAI-21 .behind", "该指标的 N（分子）", "N of the indicator")
        .clicks("#frozen li a", "第一条事件", "the first event")
        .clicks("main a[href*='/messages/']", "它的消息", "its message")
        .sees("#way", "cashier");
    done(op.answered("收到的原文（患者信息遮盖）", "the message as it came, masked"));
  }

  @Test
  @Order(10)
  void seesWhichWardsSettleAtTheBedsideLeast() {
    Operator op = task(10, AFFAIRS, "哪些病区床旁结算最少？", "Which wards settle at the bedside least?");
    op.goes("/bedside", "床旁结算", "Bedside")
        .fills("input[name=period]", WardMonth.MONTH, "填写月份", "fill in the month")
        .clicks("form.filter button", "查询", "Show")
        .sees("#ward-0415", "0415");
    done(op.answered("病区表按床旁占比一目了然：0415 最低", "the table of wards: 0415 is the lowest"));
  }

  @Test
  @Order(11)
  void signsAndSubmitsAReport() {
    Operator op =
        task(11, AFFAIRS, "审核、签发并上报一份半年报", "Review, sign and submit a half-yearly report");
    op.goes("/reports", "报表", "Reports")
        .clicks("#list tbody a", "打开报表", "open the report")
        .fills("#review input[name=who]", "医务科长", "复核人", "who reviews")
        .clicks("#review button", "审核通过", "Review")
        .fills("#sign-off input[name=who]", "院长", "签发人（另一人）", "who signs, a second person")
        .clicks("#sign-off button", "签发", "Sign off")
        .clicks("#submit button", "上报", "Submit")
        .sees("#signed-by", "院长");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(day.json("reports?programme=huaian-2023").at("/items/0/state").asText())
                    .isEqualTo("accepted"));
    done(op.answered("报表已上报，平台受理", "it is submitted, and the platform accepts it"));
  }

  @Test
  @Order(12)
  void assignsAPaymentWithoutSettlement() {
    Operator op =
        task(
            12,
            FINANCE,
            "找出有付款无结算的案例，派给一个人",
            "Find the payments without settlement, and give one to somebody");
    op.clicks("#settling a", "总览上的对账提示", "the notice of open differences on the overview")
        .fills(
            "#worklist select[name=outcome]",
            "paid-not-settled",
            "结果选“已付未结”",
            "choose 'paid, not settled'")
        .clicks("#worklist form.filter button", "查询", "Show")
        .clicks("#worklist .cases tbody a", "打开案例", "open a case")
        .fills("#assign input[name=who]", "李会计", "经办人", "who does it")
        .fills("#assign input[name=assignee]", "王出纳", "派给谁", "to whom")
        .clicks("#assign button", "指派", "Assign")
        .sees("#assignee", "王出纳");
    done(op.answered("案例有了负责人", "the case has an owner"));
  }

  @Test
  @Order(13)
  void seesWhyRecognisedResultsWereDeclined() {
    Operator op =
        task(
            13,
            AFFAIRS,
            "哪些互认结果没有被采用，理由是什么？",
            "Which results were not recognised by doctors, and why?");
    op.goes("/recognition", "互认", "Recognition")
        .fills("input[name=period]", "2026-10", "填写月份", "fill in the month")
        .clicks("form.filter button", "查询", "Show")
        .sees("#figures", "R1");
    done(op.answered("指标表中按理由分列的不互认次数", "declined ones by reason, in the table of figures"));
  }

  @Test
  @Order(14)
  void seesWhichScopesExpire() {
    Operator op =
        task(14, AFFAIRS, "哪些互认资质快到期了？", "Which scopes of recognition are about to expire?");
    String ends = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(SCOPE_LEFT).toString();
    op.goes("/recognition", "互认", "Recognition").sees("#scopes", ends);
    done(op.answered("互认页“需关注的互认资质”一栏", "the list of scopes on the page"));
  }

  @Test
  @Order(15)
  void seesWhetherAnythingWasLost() {
    Operator op = task(15, NIGHT, "今天有没有丢消息？", "Was anything lost today?");
    op.sees("#conservation .tag.good", "");
    done(
        op.answered(
            "总览“守恒校验”：收到 = 已归一 + 忽略 + 搁置 + 等待",
            "the conservation check on the overview: received = normalized + ignored + parked +"
                + " waiting"));
  }

  @Test
  @Order(16)
  void replaysOneMessageAfterATableWasMended() throws Exception {
    long id = parked(LivedDay.STRANGE_TOO);
    mend(LivedDay.STRANGE_TOO);
    Operator op = task(16, DESK, "对照表修好后，重放一条消息", "Replay one message after a table was mended");
    op.goes("/parked", "搁置", "Parked")
        .clicks("#groups a[href='/messages/" + id + "']", "原因一行的示例消息", "the example of the cause")
        .clicks("#replay", "重放", "Replay");
    assertThat(op.page.locator("#state.normalized")).isVisible();
    done(op.answered("消息页自动更新为“已归一”", "the page follows it until it is normalized"));
  }

  @Test
  @Order(17)
  void opensTheDescriptionOfTheApi() {
    Operator op = task(17, DESK, "接口文档在哪里？", "Where is the API described?");
    op.goes("/swagger-ui.html", "接口", "API").sees(".swagger-ui .title", "");
    done(op.answered("可试用的接口说明", "the description, to try out"));
  }

  @Test
  @Order(18)
  void seesWhyADischargeDoesNotCount() {
    Operator op =
        task(18, AFFAIRS, "某次出院为什么没有计入指标的分子？", "Why does a discharge not count in an indicator?");
    op.goes("/indicators", "指标", "Indicators")
        .fills("select[name=programme]", "huaian-2023", "选考核方案", "choose the programme")
        .fills("input[name=period]", "2024-H2", "填写周期", "fill in the period")
        .clicks("form.filter button", "查询", "Show")
        .clicks("#HAI-21 a", "打开指标", "open the indicator")
        .clicks("#lineage a[href*='of=denominator']", "分母的明细", "what stands behind the denominator")
        .clicks("#lineage tbody a[href*='0302-3']", "打开这次出院", "open the discharge")
        .sees("#standing", "HAI-21");
    done(op.answered("事件页逐项说明计入何处及原因", "the event's page says where it counts, and why not"));
  }

  @Test
  @Order(19)
  void closesABusinessDay() {
    Operator op = task(19, FINANCE, "把一个对账日日结", "Close a business day");
    op.goes("/reconciliation", "对账", "Reconciliation")
        .fills("form.filter input[name=day]", SettledDay.DAY, "选日期", "choose the day")
        .clicks("form.filter button", "查询", "Show")
        .fills("#close-day input[name=who]", "李会计", "经办人", "who does it")
        .clicks("#close-day input[name=despite]", "确认仍有未处理差异", "say that differences stay open")
        .clicks("#close-day button", "日结", "Close the day");
    assertThat(op.page.locator("#day-state.good")).isVisible();
    done(op.answered("该日显示“已日结”，并记入历史", "the day is closed, with its history"));
  }

  @Test
  @Order(20)
  void printsTheFormOfAReport() {
    Operator op = task(20, AFFAIRS, "打印报表送签", "Print a report for signature");
    op.goes("/reports", "报表", "Reports")
        .clicks("#list tbody a", "打开报表", "open the report")
        .clicks("#print", "打印页", "Print view")
        .sees("#form", "2024-H2");
    done(op.answered("按上级表样排好的打印页", "the form as the authority has it"));
  }

  @Test
  @Order(1)
  void findsWhatBecameOfTheResultOfAPatient() {
    Operator op =
        task(
            21,
            DESK,
            "某患者的检验结果为什么没有到省平台？（只知道患者号）",
            "Why did a patient's result not reach the province? (only the patient's number is"
                + " known)");
    op.goes("/messages", "消息", "Messages")
        .clicks("#whose summary", "按患者或就诊查找", "find by patient or visit")
        .fills("#whose [name=number]", day.refusedPatient(), "填写患者号", "fill in the number")
        .fills("#whose [name=who]", "王信息", "经办人", "who asks")
        .fills("#whose [name=reason]", "临床询问结果", "查找理由", "why")
        .clicks("#whose button", "查找", "Find")
        .sees("#held", "1")
        .clicks("#messages tbody a", "点开这条消息", "open the message")
        .sees("#steps", LivedDay.REFUSAL);
    assertThat(op.page.url()).doesNotContain(day.refusedPatient());
    done(
        op.answered(
            "消息页“经过”：平台回执之后是拒收及规则号；查找已记入审计",
            "the steps of the message end with the platform's rule; the search is in the audit"
                + " trail"));
  }

  @Test
  @Order(22)
  void mendsAFieldOfAParkedMessageAndSendsItAgain() throws Exception {
    Operator op =
        task(22, DESK, "改正一条搁置消息里的字段并重新送入", "Mend a field of a parked message, and send it again");
    op.goes("/parked", "搁置", "Parked")
        .clicks("#groups tr:has-text(\"'Q'\") a", "原因一行的示例消息", "the example of the cause")
        .clicks(".tabs a[href*='tab=raw']", "“原文”页签", "the tab of the raw message")
        .fills(".reveal [name=who]", "王信息", "经办人", "who looks")
        .fills(".reveal [name=reason]", "类别写错", "理由", "why")
        .clicks(".reveal button", "显示原文", "Reveal")
        .clicks("#edit summary", "改正后重新送入", "Edit and resend");
    String text = op.page.locator("#edit textarea").inputValue();
    String mended = text.replaceFirst("(PV1\\|1\\|)Q\\|", "$1O|");
    assertThat(mended).isNotEqualTo(text);
    op.page.onceDialog(dialog -> dialog.accept());
    op.fills("#edit textarea", mended, "改正字段", "mend the field")
        .fills("#edit [name=reason]", "类别写错", "改正理由", "why it is mended")
        .clicks("#edit button", "重新送入", "Resend")
        .sees("#edit-of", "PV1-2");
    done(
        op.answered(
            "新消息注明改自哪条、改了哪个字段、何人为何",
            "the new message says which one it is an edit of, which field, who and why"));
  }

  @Test
  @Order(23)
  void acknowledgesAnIncident() {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(day.json("alerts?limit=1").get("items").toString()).contains("id"));
    Operator op = task(23, NIGHT, "认领一条告警，让同事知道有人在处理", "Take an incident, so that others know");
    op.goes("/alerts", "告警", "Alerts")
        .clicks("#open summary", "该行的“确认”", "Acknowledge in its line")
        .fills("#open form [name=who]", "夜班 李", "经办人", "who takes it")
        .clicks("#open form button", "确认", "Acknowledge")
        .sees("#state", "已确认");
    done(op.answered("告警页写明已由谁确认，并附处置办法", "the incident says who took it, and what to do"));
  }

  @Test
  @Order(24)
  void getsTheRowsThatATableLacks() throws Exception {
    Operator op =
        task(24, DESK, "对照表缺哪些代码？把待补的行交给厂商", "Which codes does a table lack? Hand the rows out");
    op.goes("/unmapped", "未映射代码", "Unmapped codes");
    Download file =
        op.saves("#lacks a[href*='admit-source.xlsx']", "下载待补行 Excel", "the missing rows as Excel");
    try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(file.path()))) {
      assertThat(book.getFirstSheet().read().toString()).contains("his").contains("3");
    }
    done(
        op.answered(
            "每个缺少的代码一行，列与对照表相同，填好即可放回",
            "a row for each missing code with the columns of the table, to be filled in"));
  }

  @Test
  @Order(25)
  void seesWhichAttributesAreMissing() throws Exception {
    Operator op =
        task(
            25,
            AFFAIRS,
            "系统没有报哪些属性，影响哪些指标？",
            "Which attributes do our systems not tell, and which indicators suffer?");
    op.goes("/quality", "数据质量", "Data quality")
        .fills("select[name=show]", "used", "范围选“加上指标所需属性”", "show what indicators need")
        .clicks("form.filter button", "查询", "Show")
        .sees("main tbody", "HAI-");
    Download file = op.saves("a[href*='export.xlsx']", "导出给厂商 Excel", "export for the vendor");
    try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(file.path()))) {
      assertThat(book.getFirstSheet().read()).hasSizeGreaterThan(5);
    }
    done(
        op.answered(
            "逐属性的缺失率、主要原因和受影响指标，及不含患者数据的导出文件",
            "share, cause and indicators per attribute, and a file without patient data"));
  }

  @Test
  @Order(26)
  void declaresWhatNoSystemTells() {
    Operator op = task(26, AFFAIRS, "填报一项没有系统能说明的事项", "Declare what no system tells");
    op.goes("/declarations", "申报", "Declarations")
        .fills("select[name=programme]", "huaian-2023", "选考核方案", "choose the programme")
        .clicks("form.filter button", "查询", "Show")
        .clicks("a[href*='/declarations/HAI-03']", "打开 HAI-03", "open HAI-03")
        .clicks("input[name=value][value=yes]", "选“是”", "choose yes")
        .fills("input[name=who]", "门诊部 007", "申报人", "who declares")
        .clicks("#declare button", "提交申报", "Declare")
        .sees("#declared tbody tr", "007");
    done(op.answered("申报历史多了一行，指标随后按此计算", "the history has it, and indicators count with it"));
  }

  @Test
  @Order(27)
  void pausesASourceForMaintenance() {
    String link = "a[href='/flows/receive-mllp-pacs']";
    Operator op = task(27, DESK, "PACS 割接：停收，过后恢复", "Stop receiving from PACS, and resume it");
    op.goes("/flows", "流程", "Flows")
        .clicks("#routes " + link, "打开 receive-mllp-pacs", "open receive-mllp-pacs")
        .fills("#switch input[name=reason]", "PACS 割接", "写原因", "say why")
        .clicks("#switch button", "暂停", "Pause")
        .sees("#state", "已停止")
        .clicks("#switch button", "割接后“恢复”", "Resume when it is over")
        .sees("#state", "运行中");
    done(op.answered("路由重新“运行中”；停收期间发送方自行保留", "it runs again; senders kept what they had"));
  }

  @Test
  @Order(28)
  void makesABackup() throws Exception {
    Operator op = task(28, DESK, "升级前做一次备份", "Make a backup before an upgrade");
    op.goes("/system", "系统", "System")
        .clicks("#backup button", "立即备份", "Back up now")
        .sees("#copy .good", "");
    try (var copies = Files.list(data.resolve("copies"))) {
      assertThat(copies.filter(file -> file.toString().endsWith(".db"))).hasSize(1);
    }
    done(op.answered("备份文件名、大小和时间", "name, size and time of the copy"));
  }

  @Test
  @Order(29)
  void opensAnAccountForAColleague() {
    Operator op = task(29, SECURITY, "给新同事开通账号", "Open an account for a new colleague");
    op.goes("/users", "用户", "Users")
        .fills("#add input[name=login]", "zhaoyun", "账号", "the login")
        .fills("#add input[name=name]", "赵运维", "姓名", "the name")
        .clicks("#add input[value=operator]", "角色勾“运维”", "the role of an operator")
        .clicks("#add button", "新增用户", "Add user")
        .sees("#issued", "临时密码");
    done(op.answered("只显示一次的临时密码", "a temporary password, shown once"));
  }
}
