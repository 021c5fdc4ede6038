package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.store.FilledPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownRowsPlanTest {

  @Test
  void whatIsForgottenIsFoundByItsKeysOnPostgresqlToo(@TempDir Path folder) throws Exception {
    String rows =
        "insert into view_row (source, view_name, row_key, hash, recorded_at, told)"
            + " select 'his', 'settlements', 'K' || n, 'h', n, 1 from generate_series(1, 50000) n";
    try (FilledPostgres store = new FilledPostgres(folder, rows)) {
      for (String forget : List.of(KnownRows.FORGET, KnownRows.FORGET_REST)) {
        assertThat(store.plan(forget))
            .containsPattern("view_row_pkey(.|\\n)*Index Cond: .*row_key >= ");
      }
    }
  }
}
