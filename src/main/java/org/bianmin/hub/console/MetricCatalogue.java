// size: one entry per metric
package org.bianmin.hub.console;

import java.util.List;

/**
 * The hub's own metrics as Prometheus sees them: a contract, for dashboards and alert rules rely on
 * the names. What the JVM, the web server and the pools export beside them is Micrometer's.
 */
final class MetricCatalogue {

  /** Types of Prometheus. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    SUMMARY
  }

  /**
   * A metric.
   *
   * @param name with unit and suffix; of histograms and summaries without {@code _count}, {@code
   *     _sum}, {@code _bucket}, {@code _max}
   * @param labels none of them names a person, a message or free text
   * @param when it is there
   */
  record Metric(
      String name, Type type, List<String> labels, String when, String english, String chinese) {}

  /** Metrics that are there from the start, whatever is configured. */
  static final String ALWAYS = "always";

  static final List<Metric> METRICS =
      List.of(
          new Metric(
              "hub_info",
              Type.GAUGE,
              List.of("version"),
              "always",
              "Always 1; its label is the version of the hub",
              "恒为 1，标签为版本号"),
          new Metric(
              "hub_receive_connections",
              Type.GAUGE,
              List.of("source"),
              "with an MLLP source that was connected once",
              "Open MLLP connections",
              "已建立的 MLLP 连接数"),
          new Metric(
              "hub_receive_answer_seconds",
              Type.HISTOGRAM,
              List.of("source", "code"),
              "after the first message over MLLP",
              "Answers over MLLP by the second letter of MSA-1 (A, E, R): from the whole frame to"
                  + " the answer, the commit included",
              "MLLP 应答耗时与次数，按 MSA-1 末位（A、E、R）；含落盘"),
          new Metric(
              "hub_messages_total",
              Type.COUNTER,
              List.of("source", "state"),
              "always",
              "Messages by what became of them: received, normalized, ignored, parked, duplicate,"
                  + " replayed, edited",
              "消息数，按去向"),
          new Metric(
              "hub_source_age_seconds",
              Type.GAUGE,
              List.of("source"),
              "with an enabled source; one that is silent counts from the start of the node",
              "Since the minute of the last message",
              "距最近一条消息的时间"),
          new Metric(
              "hub_nodes",
              Type.GAUGE,
              List.of(),
              "always; 1 with the embedded store",
              "Hubs that live on this store, as this one sees it",
              "共用本库、正在运行的节点数（本节点所见）"),
          new Metric(
              "hub_waiting_messages",
              Type.GAUGE,
              List.of(),
              "always",
              "Messages that wait to be normalized",
              "等待归一的消息数"),
          new Metric(
              "hub_parked_messages",
              Type.GAUGE,
              List.of(),
              "always",
              "Messages that are parked",
              "搁置的消息数"),
          new Metric(
              "hub_source_parked",
              Type.GAUGE,
              List.of("source"),
              "with a source of which a message was ever parked",
              "Messages of the source that are parked",
              "该来源搁置的消息数"),
          new Metric(
              "hub_alerts_open",
              Type.GAUGE,
              List.of("severity"),
              ALWAYS,
              "Incidents that last",
              "未关闭的告警单数"),
          new Metric(
              "hub_oldest_waiting_seconds",
              Type.GAUGE,
              List.of("what"),
              "always",
              "How long the oldest of messages and deliveries has been waiting",
              "最久等待时间（消息、投递）"),
          new Metric(
              "hub_conservation_holds",
              Type.GAUGE,
              List.of(),
              "always",
              "1 while received = normalized + ignored + parked + waiting, and the same for"
                  + " deliveries",
              "守恒校验成立为 1"),
          new Metric(
              "hub_store_commit_seconds",
              Type.HISTOGRAM,
              List.of(),
              "always",
              "Transactions of the writer, from the first statement to the commit",
              "写事务耗时"),
          new Metric(
              "hub_store_commit_items",
              Type.SUMMARY,
              List.of(),
              "always",
              "Items that shared a transaction of the writer",
              "每个写事务合并的条数"),
          new Metric(
              "hub_store_readers",
              Type.GAUGE,
              List.of("state"),
              "always",
              "Connections for queries: most (hub.store.readers), busy, and the threads waiting for"
                  + " one",
              "查询连接：上限（hub.store.readers）、使用中、等待连接的线程数"),
          new Metric(
              "hub_store_free_bytes",
              Type.GAUGE,
              List.of(),
              "with the embedded store",
              "Bytes left on its disk",
              "嵌入式库所在磁盘剩余字节"),
          new Metric(
              "hub_store_size_bytes",
              Type.GAUGE,
              List.of(),
              "with the embedded store",
              "Bytes that it takes",
              "嵌入式库占用字节"),
          new Metric(
              "hub_deliveries",
              Type.GAUGE,
              List.of("destination", "state"),
              "always",
              "Deliveries by state: made counts all of them; available, executing and retryable"
                  + " wait",
              "投递数，按状态"),
          new Metric(
              "hub_delivery_items_total",
              Type.COUNTER,
              List.of("destination", "outcome"),
              "after the first answer",
              "Items that a destination answered: accepted, duplicate, stale, rejected, retry",
              "目标逐条应答数，按结果"),
          new Metric(
              "hub_delivery_call_seconds",
              Type.SUMMARY,
              List.of("destination", "outcome"),
              "after the first answer",
              "Calls of a destination: received, refused, away",
              "调用目标的耗时与次数，按结果"),
          new Metric(
              "hub_delivery_way_seconds",
              Type.HISTOGRAM,
              List.of("destination"),
              "after the first answer",
              "From the commit that made a delivery to the destination's receipt",
              "从生成投递到目标回执的时间"),
          new Metric(
              "hub_destination_paused",
              Type.GAUGE,
              List.of("destination"),
              "after the first delivery",
              "1 while nothing is sent to the destination until a person resumes it",
              "目标被暂停为 1"),
          new Metric(
              "hub_destination_oldest_seconds",
              Type.GAUGE,
              List.of("destination"),
              "after the first delivery",
              "How long the oldest delivery has been waiting, 0 where none waits",
              "该目标最久等待时间"),
          new Metric(
              "hub_mappings_problems",
              Type.GAUGE,
              List.of(),
              "always",
              "Problems of the mappings folder; while there are any the old set holds",
              "映射目录的问题数"),
          new Metric(
              "hub_indicator_days_waiting",
              Type.GAUGE,
              List.of(),
              "with indicators",
              "Days of facts that wait to be built for indicators",
              "指标待重算的天数"),
          new Metric(
              "hub_recognition_scopes",
              Type.GAUGE,
              List.of("state"),
              "with mutual recognition",
              "Scopes that end soon or have ended, and items in use that have none",
              "互认范围：即将到期、已到期、缺失"),
          new Metric(
              "hub_recognition_catalogue_problem",
              Type.GAUGE,
              List.of(),
              "with mutual recognition",
              "1 while the platform's catalogue cannot be had or read",
              "互认目录不可用为 1"),
          new Metric(
              "hub_reconciliation_waiting",
              Type.GAUGE,
              List.of(),
              "with the reconciliation",
              "Records that wait to be reconciled",
              "待对账记录数"),
          new Metric(
              "hub_reconciliation_stuck",
              Type.GAUGE,
              List.of(),
              "with the reconciliation",
              "Records that cannot be reconciled",
              "无法对账的记录数"),
          new Metric(
              "hub_reconciliation_open",
              Type.GAUGE,
              List.of(),
              "with the reconciliation",
              "Differences that nobody has closed",
              "未关闭的差异数"),
          new Metric(
              "hub_reconciliation_alerts",
              Type.GAUGE,
              List.of(),
              "with the reconciliation",
              "Alerts that last",
              "持续中的对账告警数"),
          new Metric(
              "hub_payments_refused_total",
              Type.COUNTER,
              List.of("source", "reason"),
              "with a payment source",
              "Notifications of payment providers that were refused",
              "被拒绝的支付通知数"),
          new Metric(
              "hub_view_reads",
              Type.GAUGE,
              List.of("source"),
              "with a view source",
              "1 while the last read of the view went to its end",
              "视图最近一次读取成功为 1"),
          new Metric(
              "hub_inbound_takes",
              Type.GAUGE,
              List.of(),
              "with the profile kafka",
              "1 while the topic takes messages to which listeners commit",
              "接收主题可写为 1"),
          new Metric(
              "hub_inbound_waiting",
              Type.GAUGE,
              List.of(),
              "with the profile kafka",
              "Messages of this topic that are not in the journal yet, of all nodes",
              "接收主题中尚未入库的消息数（全部节点）"),
          new Metric(
              "hub_inbound_oldest_seconds",
              Type.GAUGE,
              List.of(),
              "with the profile kafka",
              "How long the oldest of them waits that the node is about to store",
              "本节点待入库消息中最久的等待时间"),
          new Metric(
              "hub_tracing_spans_total",
              Type.COUNTER,
              List.of("outcome"),
              "with tracing",
              "Spans of traced messages: sent, or dropped because the collector did not take them",
              "链路追踪的 span 数：已发送、已丢弃"));

  private MetricCatalogue() {}
}
