package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.YamlMap;

/** Reads {@code cells}: which values were seen at which of several sets. */
final class CellsFile {

  private final Vocabulary words;
  private final SetFile sets;

  CellsFile(Vocabulary words, SetFile sets) {
    this.words = words;
    this.sets = sets;
  }

  /** Null where something is wrong, which is told. */
  Formula read(YamlMap yaml) {
    List<String> among = yaml.texts("among");
    List<YamlMap> written = yaml.maps("rows");
    List<Formula.Row> rows = new ArrayList<>();
    for (YamlMap row : written) {
      String label = row.required("label");
      SetFile.Read read = sets.read(row);
      String text = row.required("of");
      Names.Value of = text.isEmpty() ? null : read.names().value(row, "of", text);
      row.done();
      // told once, not for every row
      if (of != null && row == written.get(0)) {
        words.codes(yaml, "among", among, of.kind(), of.valueSet());
      }
      if (of != null && read.set() != null) {
        rows.add(new Formula.Row(label, read.set(), of.path()));
      }
    }
    return rows.size() < written.size()
        ? null
        : Reading.make(yaml, () -> new Formula.Cells(rows, among));
  }
}
