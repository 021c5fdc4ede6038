package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.Days;
import org.bianmin.hub.mapping.Levels;
import org.junit.jupiter.api.Test;

class ItemCountsTest {

  private static final ItemJudgement GOOD =
      new ItemJudgement("GLU", "national", "全国HR", 1L, List.of());
  private static final ItemJudgement MAPPED =
      new ItemJudgement("CREA", "none", null, null, List.of(Obstacle.NO_SCOPE));
  private static final ItemJudgement UNMAPPED =
      new ItemJudgement(null, "none", null, null, List.of(Obstacle.NOT_MAPPED));

  private static Catalogue catalogue(String... kinds) {
    return new Catalogue(
        "e",
        Arrays.stream(kinds)
            .map(
                kind ->
                    new CatalogueItem(
                        "ITEM-" + kind,
                        "item",
                        kind,
                        null,
                        30,
                        CountsFrom.REPORTED,
                        null,
                        false,
                        Levels.ANY,
                        List.of(),
                        new Days(null, null)))
            .toList());
  }

  @Test
  void itemsOfLaboratoryAreCountedOneByOne() {
    Judgement judgement = new Judgement("e", "t", null, List.of(GOOD, MAPPED, UNMAPPED));

    assertThat(ItemCounts.of(judgement, "lab", catalogue("lab")))
        .isEqualTo(new ItemCounts(3, 2, 1));
  }

  @Test
  void examinationIsOneItem() {
    Judgement judgement = new Judgement("e", "t", MAPPED, List.of());

    assertThat(ItemCounts.of(judgement, "imaging", catalogue("lab", "imaging")))
        .isEqualTo(new ItemCounts(1, 1, 0));
  }

  @Test
  void nobodyAsksForCodesOfKindsThatNoCatalogueLists() {
    Judgement judgement = new Judgement("e", "t", UNMAPPED, List.of());

    assertThat(ItemCounts.of(judgement, "pathology", catalogue("lab")))
        .isEqualTo(new ItemCounts(0, 0, 0));
    assertThat(ItemCounts.of(judgement, null, catalogue("lab"))).isEqualTo(new ItemCounts(0, 0, 0));
  }
}
