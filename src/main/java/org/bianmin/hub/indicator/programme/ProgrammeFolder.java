package org.bianmin.hub.indicator.programme;

import java.util.List;
import org.bianmin.hub.mapping.TableFile;
import org.bianmin.hub.mapping.YamlMap;

/**
 * A folder of a programme as it was read, with the lines where things stand.
 *
 * @param yaml of programme.yaml; null where that is missing or no YAML
 * @param head what it says; null likewise
 * @param ledgerFile name of the ledger's file below the mappings folder
 */
record ProgrammeFolder(
    String id,
    YamlMap yaml,
    ProgrammeFile.Head head,
    String ledgerFile,
    List<TableFile.Told<LedgerRow>> ledger,
    List<Indicator> indicators) {

  /**
   * A file of an indicator.
   *
   * @param yaml null where the file is no YAML
   * @param definition null where something is wrong with it
   */
  record Indicator(String id, YamlMap yaml, IndicatorDefinition definition) {}

  /** Only of a folder without problems. */
  Programme programme() {
    return new Programme(
        id,
        head.name(),
        head.issued(),
        head.recipients(),
        head.from(),
        head.to(),
        head.reports(),
        indicators.stream().map(Indicator::definition).toList(),
        ledger.stream().map(TableFile.Told::row).toList());
  }
}
