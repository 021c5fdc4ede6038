package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edited files are put in force by themselves when all is in order, and else not at all. */
class MappingWatchTest {

  private static final String CLASSES = "codes/visit-class.csv";
  private static final String CREDENTIALS = "codes/credential.csv";

  @TempDir private Path temp;
  private ShippedFolder folder;
  private Mappings mappings;
  private MappingWatch watch;

  @BeforeEach
  void start() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    MappingFolder properties = new MappingFolder(folder.root(), Duration.ofMillis(50));
    mappings = new Mappings(properties, List.of(), List.of());
    watch = new MappingWatch(mappings, properties);
    watch.start();
  }

  @AfterEach
  void stop() {
    watch.stop();
    assertThat(watch.isRunning()).isFalse();
  }

  @Test
  void putsATableInForceAsExcelSavesIt() throws IOException {
    save(CLASSES, text(CLASSES) + "his,夜间门诊,O,\"门诊,夜间\",,,\n,,,,,,\n");

    await().until(() -> code("夜间门诊") instanceof CodeTable.Mapped);
    assertThat(mappings.problems()).isEmpty();
  }

  @Test
  void keepsTheOldSetInForceAndSaysWhereAndHowToMendIt() throws IOException {
    MappingSet before = mappings.inForce();
    String sound = text(CLASSES);
    save(CLASSES, sound + "his,夜间门诊,O,,\nhis,1.2E+17,O,,\n");

    await().until(() -> !mappings.problems().isEmpty());
    assertThat(mappings.inForce()).isSameAs(before);
    assertThat(mappings.problems())
        .singleElement()
        .asString()
        .startsWith(CLASSES + ":27: code '1.2E+17' is what Excel makes of a long number")
        .contains("format the column as text");
    assertThat(code("夜间门诊")).isInstanceOf(CodeTable.Unmapped.class);

    save(CLASSES, sound + "his,夜间门诊,O,,\n");
    await().until(() -> code("夜间门诊") instanceof CodeTable.Mapped);
    assertThat(mappings.problems()).isEmpty();
  }

  @Test
  void knowsTheZerosThatTheTableHadBeforeExcelOpenedIt() throws IOException {
    save(CREDENTIALS, text(CREDENTIALS).replaceAll("(?m)^\\*,0(\\d),", "*,$1,"));

    await().until(() -> !mappings.problems().isEmpty());
    assertThat(mappings.problems())
        .hasSize(6)
        .first()
        .asString()
        .startsWith(CREDENTIALS + ":11: '1' stands where '01' is meant: Excel took the zero");
  }

  @Test
  void passesOverTheFilesThatExcelPutsBesideAnOpenTable() throws IOException {
    Files.write(folder.file("codes/~$visit-class.csv"), new byte[] {5, 0, 1});
    Files.write(folder.file("codes/8F2A.tmp"), new byte[] {5, 0, 1});

    assertThat(mappings.isChanged()).isFalse();
    assertThat(mappings.reload()).isEmpty();
  }

  @Test
  void doesNotTakeASetThatWasSavedAgainAsItWasForANewOne() throws IOException {
    MappingSet before = mappings.inForce();
    Files.setLastModifiedTime(
        folder.file(CLASSES), java.nio.file.attribute.FileTime.fromMillis(1_000_000));

    await().until(() -> !mappings.isChanged());
    assertThat(mappings.inForce()).isSameAs(before);
  }

  @Test
  void seesAFolderThatIsSwitchedByALink() throws IOException {
    Path other = ShippedFolder.copyTo(temp.resolve("other")).root();
    Path link = Files.createSymbolicLink(temp.resolve("current"), folder.root());
    FolderStamp before = FolderStamp.of(link);
    Files.writeString(other.resolve("codes/zz.csv"), CodeTableFile.HEADER + "\n*,1,2,,\n");
    Files.delete(link);
    Files.createSymbolicLink(link, other);

    assertThat(before.files())
        .hasSizeGreaterThan(50)
        .isEqualTo(FolderStamp.of(folder.root()).files());
    assertThat(FolderStamp.of(link)).isNotEqualTo(before);
    assertThat(FolderStamp.of(link).files()).containsKey("codes/zz.csv");
  }

  @Test
  void isLeftToTheCommandWhereItIsSwitchedOff() {
    var off = new MappingWatch(mappings, new MappingFolder(folder.root(), Duration.ZERO));

    assertThat(off.isAutoStartup()).isFalse();
    assertThat(watch.isAutoStartup()).isTrue();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.file(name));
  }

  /** As Excel saves a CSV in China. */
  private void save(String name, String text) throws IOException {
    Files.write(folder.file(name), text.replace("\n", "\r\n").getBytes(Charset.forName("GBK")));
  }

  private CodeTable.Translation code(String code) {
    return mappings.inForce().tables().get("visit-class").translate("his", code, 0);
  }
}
