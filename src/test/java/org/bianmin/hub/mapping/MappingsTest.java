package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {

  private static final String CLASSES = "codes/visit-class.csv";

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  @Test
  void putsAReloadedSetInForce() throws IOException {
    Mappings mappings = mappings(List.of());
    String before = mappings.inForce().hash();
    folder.append(CLASSES, "*,7,O,门诊,");

    assertThat(mappings.reload()).isEmpty();
    assertThat(mappings.inForce().hash()).isNotEqualTo(before);
  }

  @Test
  void keepsTheOldSetWhenAFileHasProblems() throws IOException {
    Mappings mappings = mappings(List.of());
    MappingSet before = mappings.inForce();
    folder.append(CLASSES, "*,O,E,急诊,");

    assertThat(mappings.reload()).hasSize(1).isEqualTo(mappings.problems());
    assertThat(mappings.inForce()).isSameAs(before);
  }

  @Test
  void keepsTheOldSetWhenACheckFindsProblems() throws IOException {
    var problem = new MappingProblem("events/x.yaml", 3, "path");
    String[] before = new String[1];
    Mappings mappings =
        mappings(
            List.of(
                set ->
                    before[0] == null || set.hash().equals(before[0])
                        ? List.of()
                        : List.of(problem)));
    before[0] = mappings.inForce().hash();
    folder.append(CLASSES, "*,7,O,门诊,");

    assertThat(mappings.reload()).containsExactly(problem);
    assertThat(mappings.inForce().hash()).isEqualTo(before[0]);
  }

  @Test
  void refusesToStartWithProblemsAndListsThem() {
    var problem = new MappingProblem("events/x.yaml", 3, "this path is none");

    assertThatThrownBy(() -> mappings(List.of(set -> List.of(problem))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hub.mappings")
        .hasMessageContaining("events/x.yaml:3: this path is none");
  }

  private Mappings mappings(List<SetCheck> checks) {
    return new Mappings(new MappingFolder(folder.root(), Duration.ZERO), checks, List.of());
  }
}
