package org.bianmin.hub.recognition;

import java.util.List;

/**
 * How much of a report counts for the figures; the examination as a whole is one item.
 *
 * @param items of a kind that the catalogue lists: for others nobody asks for a code
 * @param mapped those of them with the province's code
 * @param recognisable what may be recognised elsewhere
 */
record ItemCounts(long items, long mapped, long recognisable) {

  static ItemCounts of(Judgement judgement, String category, Catalogue catalogue) {
    List<ItemJudgement> items =
        judgement.report() == null ? judgement.items() : List.of(judgement.report());
    boolean listed = catalogue.lists(category);
    return new ItemCounts(
        listed ? items.size() : 0,
        listed ? items.stream().filter(item -> item.item() != null).count() : 0,
        items.stream().filter(ItemJudgement::recognisable).count());
  }
}
