package org.bianmin.hub.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.normalize.DraftFolder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Programmes of drafts, beside those in force. */
@Component
final class DraftProgrammes {

  private final AskedIndicators asked;
  private final ObjectProvider<Programmes> programmes;
  private final ObjectProvider<DraftFolder> drafts;

  DraftProgrammes(
      AskedIndicators asked,
      ObjectProvider<Programmes> programmes,
      ObjectProvider<DraftFolder> drafts) {
    this.asked = asked;
    this.programmes = programmes;
    this.drafts = drafts;
  }

  /**
   * A draft of the definitions; its set is null where it has problems.
   *
   * @throws BadRequest when the name leads to no draft
   */
  Programmes.Draft read(String folder) {
    return programmes.getObject().draft(folder(folder));
  }

  /** No request reads a folder outside of the drafts. */
  private Path folder(String name) {
    String given = MessageFilter.given(name);
    Path root = drafts.getObject().drafts().toAbsolutePath().normalize();
    Path folder = given == null ? root : root.resolve(given).normalize();
    if (given == null || !folder.startsWith(root) || !Files.isDirectory(folder)) {
      throw new BadRequest(
          "folder names a draft below hub.drafts (" + root + "): a copy of the mappings folder",
          null);
    }
    return folder;
  }

  /** What a draft without problems changes. */
  List<Difference> differences(Programmes.Draft draft, Question question) {
    return AskedIndicators.reading(
        () -> asked.known().whatIf(draft.set(), draft.events(), question));
  }
}
