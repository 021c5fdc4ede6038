package org.bianmin.hub.indicator.report;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bianmin.hub.event.Words;

/** Why a value differs from what was reported before; every one that differs has at least one. */
public enum CauseKind {
  /** Events were added, removed, or add another quantity. */
  EVENT("事件变动", "events"),
  /** Something else is declared. */
  DECLARATION("申报变动", "declared anew"),
  /** Another definition, or another reading of it. */
  DEFINITION("指标定义或口径变动", "definition or its reading"),
  /** Facts were made by another mapping set. */
  MAPPING("映射版本变动", "mapping set"),
  /** {@code roster.csv} is another one. */
  ROSTER("机构名册变动", "roster of institutions"),
  /** {@code holidays.csv} is another one. */
  HOLIDAYS("节假日表变动", "holiday table"),
  /** Institutions' own reports are other ones. */
  UPLOAD("机构自报变动", "institutions' own reports"),
  /** The same events with other contents: patients were joined, or an attribute was corrected. */
  CONTENT("同一批事件内容更正或患者合并", "contents of the same events, or joined patients"),
  /** It was cut before roster and holidays were kept with a cut, so they cannot be compared. */
  UNKNOWN("截数早于名册留存，无法比对", "cut before these were kept");

  private final String zh;
  private final String en;

  CauseKind(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** For people. */
  public Words words() {
    return new Words(zh, en);
  }

  /** As API, contract and FHIR write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Why a value is another one.
   *
   * @param before, now what both depended on; null where that was not kept
   * @param events how many make a difference
   */
  static Set<CauseKind> of(
      ReportValue old, ReportValue value, Grounds before, Grounds now, long events) {
    EnumSet<CauseKind> kinds = EnumSet.noneOf(CauseKind.class);
    put(kinds, EVENT, events > 0);
    put(kinds, DECLARATION, !old.declaresAs(value));
    put(kinds, DEFINITION, !value.readAs(old));
    put(kinds, MAPPING, !Set.copyOf(old.mappings()).equals(Set.copyOf(value.mappings())));
    if (before != null && now != null) {
      put(kinds, ROSTER, !Objects.equals(before.roster(), now.roster()));
      put(kinds, HOLIDAYS, !Objects.equals(before.holidays(), now.holidays()));
      put(kinds, UPLOAD, !Objects.equals(before.uploads(), now.uploads()));
    }
    if (kinds.isEmpty()) {
      kinds.add(before == null ? UNKNOWN : CONTENT);
    }
    return kinds;
  }

  private static void put(Set<CauseKind> kinds, CauseKind kind, boolean so) {
    if (so) {
      kinds.add(kind);
    }
  }

  /** As a column holds them; null where there are none. */
  static String written(Set<CauseKind> kinds) {
    return kinds.isEmpty()
        ? null
        : kinds.stream().map(CauseKind::code).collect(Collectors.joining(","));
  }

  static List<CauseKind> read(String written) {
    return written == null
        ? List.of()
        : Arrays.stream(written.split(",", -1))
            .map(code -> valueOf(code.toUpperCase(Locale.ROOT)))
            .toList();
  }
}
