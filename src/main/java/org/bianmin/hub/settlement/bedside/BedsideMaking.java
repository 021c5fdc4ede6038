package org.bianmin.hub.settlement.bedside;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Makes the view of one facility from what was counted. */
final class BedsideMaking {

  static final Set<String> AT_WARD =
      Set.of("bedside", "nurse-station", "ward-kiosk", "mobile", "settlement-cart");
  private static final Set<String> DISCHARGE_POINTS =
      Set.of("window", "nurse-station", "ward-kiosk", "settlement-cart");
  private static final Set<String> METHODS =
      Set.of("cash", "cheque", "bank-card", "wechat", "alipay", "social-security-card");
  private static final Set<String> DOCUMENTS =
      Set.of("id-card", "social-security-card", "health-ecode", "household-book", "passport");
  private static final Set<String> NOT_CODES =
      Set.of(BedsideQueries.UNTOLD, BedsideQueries.UNMAPPED, "none");
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private final BedsideCounts counts;
  private final BedsideDefinitions definitions;

  BedsideMaking(BedsideCounts counts, BedsideDefinitions definitions) {
    this.counts = counts;
    this.definitions = definitions;
  }

  FacilitySettlements of(String facility) {
    WardSettlements all = ward(null, counts.all);
    List<WardSettlements> wards = new ArrayList<>(counts.wards.size());
    counts.wards.forEach((code, ward) -> wards.add(ward(code, ward)));
    return new FacilitySettlements(
        facility, counts.kindUntold, counts.suspended, all, List.copyOf(wards), figures(all));
  }

  private static WardSettlements ward(String code, BedsideCounts.Ward ward) {
    long n = ward.settlements;
    return new WardSettlements(
        code,
        n,
        // in the order of their names
        new TreeMap<>(ward.points),
        Share.of(at(ward.points, AT_WARD), n),
        Share.of(at(ward.points, Set.of("bedside")), n),
        Share.of(at(ward.points, Set.of("window")), n),
        delay(ward, "order"),
        delay(ward, "discharge"),
        delay(ward, "invoice"),
        Share.of(ward.invoiced, n),
        Share.of(ward.sameDay, ward.discharges));
  }

  private static Delay delay(BedsideCounts.Ward ward, String what) {
    Delay.Ranks ranks = ward.delays.get(what);
    return ranks == null ? Delay.NONE : ranks.in(MINUTE);
  }

  private static long at(Map<String, Long> counts, Set<String> codes) {
    return codes.stream().mapToLong(code -> counts.getOrDefault(code, 0L)).sum();
  }

  private List<BedsideFigure> figures(WardSettlements all) {
    return List.of(
        share("AHN-09", all.atWard(), List.of(part("bedside", all.bedside()))),
        share("AHN-10", all.invoiced(), List.of()),
        share("HAI-21", all.sameDay(), List.of()),
        distinct("SXN-06", counts.outpatientPoints, null),
        distinct("SXN-07", counts.inpatientPoints, null),
        distinct("SXN-08", counts.credentials, DOCUMENTS),
        distinct("SXN-09", counts.methods, METHODS),
        distinct("SXN-12", counts.all.points, DISCHARGE_POINTS),
        refunds(),
        perVisit());
  }

  private BedsideFigure share(String id, Share share, List<BedsideFigure.Part> parts) {
    return definitions.figure(id, share.value(), share.numerator(), share.denominator(), parts);
  }

  private static BedsideFigure.Part part(String code, Share share) {
    return new BedsideFigure.Part(code, share.value(), share.numerator(), share.denominator(), "%");
  }

  /** How many codes were used; which ones, and how often, are its parts. */
  private BedsideFigure distinct(String id, Map<String, Long> used, Set<String> of) {
    List<BedsideFigure.Part> parts = new ArrayList<>();
    used.forEach(
        (code, n) -> {
          if (of == null ? !NOT_CODES.contains(code) : of.contains(code)) {
            parts.add(new BedsideFigure.Part(code, BigDecimal.valueOf(n), null, null, "count"));
          }
        });
    return definitions.figure(id, BigDecimal.valueOf(parts.size()), null, null, parts);
  }

  private BedsideFigure refunds() {
    Delay.Ranks ranks = counts.all.delays.get("refund");
    Delay delay = ranks == null ? Delay.NONE : ranks.in(DAY);
    return share(
        "HAN-03",
        Share.of(counts.smallRefunds, counts.refunds),
        List.of(
            new BedsideFigure.Part("median", delay.median(), null, null, "days"),
            new BedsideFigure.Part("p90", delay.p90(), null, null, "days")));
  }

  private BedsideFigure perVisit() {
    return definitions.figure(
        "ZDN-01",
        Share.ratio(counts.visitPayments, counts.visits, BigDecimal.ONE),
        counts.visitPayments,
        counts.visits,
        List.of());
  }
}
