package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped tables let the trial hospital's results be recognised, and say that they are
 * examples.
 */
class ShippedTablesTest {

  private static final String TRIAL = "123400000000000000";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 3);

  @TempDir private Path temp;
  private MappingSet set;
  private Catalogue catalogue;

  @BeforeEach
  void load() throws IOException {
    set = ShippedFolder.copyTo(temp.resolve("mappings")).mappings().inForce();
    catalogue = new Catalogue(Catalogue.FILES, set.recognition().catalogue());
  }

  @Test
  void haveAScopeOfTheTrialHospitalAndAFeeForEveryItem() {
    assertThat(catalogue.items())
        .hasSize(25)
        .filteredOn(item -> !item.negative())
        .allSatisfy(
            item -> {
              assertThat(set.recognition().widest(TRIAL, item.code(), item.kind(), DAY))
                  .as(item.code())
                  .isPresent();
              assertThat(set.recognition().fee(item.code(), DAY)).as(item.code()).isPresent();
            });
  }

  @Test
  void showEveryWayOfCountingEveryRuleOfLevelsAndTheNegativeList() {
    Set<Object> shown = new TreeSet<>();
    for (CatalogueItem item : catalogue.items()) {
      shown.add(item.countsFrom().code());
      shown.add(item.levels().code());
      shown.add("negative " + item.negative());
    }

    assertThat(shown)
        .containsExactlyInAnyOrder(
            "collected",
            "performed",
            "reported",
            "any",
            "same",
            "lower-accepts-higher",
            "negative true",
            "negative false");
  }
}
