package org.bianmin.hub.mapping;

import java.util.Comparator;
import java.util.List;

/**
 * The certified scope of one institution for one item, or for a whole kind, for some time.
 *
 * @param facility whose results
 * @param item item code, or {@code kind:} and a code of {@code report-category}
 * @param scope code of {@code hr-scope}, never {@code none}
 * @param label the mark as printed, for example 全国HR or 鄂HR
 * @param certificate of the quality assessment that it rests on; null where not told
 * @param days on which it holds
 * @param line 1-based, in {@code recognition/scopes.csv}
 */
public record HrScope(
    String facility,
    String item,
    String scope,
    String label,
    String certificate,
    Days days,
    int line) {

  /** Begins what stands for every item of a kind. */
  public static final String KIND = "kind:";

  /** Codes of {@code hr-scope} that a result may have, the widest first. */
  public static final List<String> WIDTHS =
      List.of("national", "region", "province", "city", "alliance");

  /**
   * The widest first; of equally wide ones that for the item itself, then the one that ends last.
   * What decides between them does not depend on the order of the rows.
   */
  public static final Comparator<HrScope> WIDEST =
      Comparator.comparingInt((HrScope scope) -> WIDTHS.indexOf(scope.scope()))
          .thenComparing(scope -> scope.item().startsWith(KIND))
          .thenComparing(
              scope -> scope.days().to(), Comparator.nullsFirst(Comparator.reverseOrder()))
          .thenComparing(HrScope::label)
          .thenComparing(HrScope::certificate, Comparator.nullsLast(Comparator.naturalOrder()));
}
