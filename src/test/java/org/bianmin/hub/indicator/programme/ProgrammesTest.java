package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programmes are in force together with the mapping set beside which they were read. */
class ProgrammesTest {

  @TempDir private Path temp;
  private ShippedFolder folder;
  private TestProgrammes files;
  private Programmes programmes;
  private Mappings mappings;

  @BeforeEach
  void start() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    ShippedFolder.delete(folder.file("programmes"));
    files = TestProgrammes.copyTo(folder.root());
    programmes = new Programmes();
    mappings = folder.mappings(programmes);
  }

  @Test
  void areInForceFromTheStart() {
    assertThat(programmes.inForce().programme("test-2026")).isPresent();
    assertThat(programmes.get()).isSameAs(programmes.inForce());
  }

  @Test
  void areReloadedWithoutMakingTheMappingSetAnother() throws IOException {
    MappingSet before = mappings.inForce();
    files.replace("test-2026/T-01.yaml", "choose: kept", "choose: left-out");

    assertThat(mappings.reload()).isEmpty();
    assertThat(programmes.inForce().programme("test-2026").orElseThrow().indicator("T-01"))
        .get()
        .satisfies(i -> assertThat(i.switches().get(0).choose()).isEqualTo("left-out"));
    // events keep the hash of the set that made them: they would all be told again
    assertThat(mappings.inForce()).isSameAs(before);
  }

  @Test
  void stayAsTheyAreWithTheMappingSetWhereAFileOfTheirsIsWrong() throws IOException {
    MappingSet before = mappings.inForce();
    ProgrammeSet asked = programmes.inForce();
    files.replace("test-2026/T-01.yaml", "measure: share", "measure: shares");
    folder.append("codes/visit-class.csv", "his,夜间门诊,O,,");

    assertThat(mappings.reload())
        .singleElement()
        .asString()
        .startsWith("programmes/test-2026/T-01.yaml:22: 'shares' is no measure");
    assertThat(mappings.inForce()).isSameAs(before);
    assertThat(programmes.inForce()).isSameAs(asked);
  }

  @Test
  void stayAsTheyAreWhereAMappingFileIsWrong() throws IOException {
    ProgrammeSet asked = programmes.inForce();
    files.replace("test-2026/T-01.yaml", "choose: kept", "choose: left-out");
    folder.append("codes/visit-class.csv", "his,1.2E+17,O,,");

    assertThat(mappings.reload()).hasSize(1);
    assertThat(programmes.inForce()).isSameAs(asked);
  }

  @Test
  void areCheckedAgainWhenAnEventThatTheyNameChanges() throws IOException {
    folder.replace("events/visit.checked-in.yaml", "  at: {type: time", "  seen: {type: time");
    String text = Files.readString(folder.file("events/visit.checked-in.yaml"));
    Files.writeString(
        folder.file("events/visit.checked-in.yaml"),
        text.replace("      at:", "      seen:").replace("occurs: at", "occurs: seen"));

    assertThat(mappings.reload())
        .anySatisfy(
            problem ->
                assertThat(problem.toString())
                    .contains("T-04.yaml:19: 'at' is no attribute of visit.checked-in"));
  }

  @Test
  void askForNothingWhereTheFolderHasNone() throws IOException {
    ShippedFolder.delete(folder.file("programmes"));

    assertThat(mappings.reload()).isEmpty();
    assertThat(programmes.inForce()).isSameAs(ProgrammeSet.none());
  }

  @Test
  void readADraftWithoutPuttingItInForce() throws IOException {
    ProgrammeSet asked = programmes.inForce();
    ShippedFolder draft = ShippedFolder.copyTo(temp.resolve("draft"));
    ShippedFolder.delete(draft.file("programmes"));
    TestProgrammes changed = TestProgrammes.copyTo(draft.root());
    changed.replace("test-2026/T-01.yaml", "choose: kept", "choose: left-out");

    assertThat(programmes.draft(draft.root()).set().hash()).isNotEqualTo(asked.hash());
    assertThat(programmes.inForce()).isSameAs(asked);
    assertThat(programmes.draft(temp.resolve("none")).problems())
        .singleElement()
        .asString()
        .startsWith("events: no such folder");
  }
}
