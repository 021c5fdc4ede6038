package org.bianmin.hub.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import org.bianmin.hub.receive.FloorListener;

/** The listener with a canned answer after the commit of the bytes to one table. */
final class StoreFloor implements Subject {

  private final int port = Ports.free();
  private final PlainTable table;
  private final FloorListener listener;

  StoreFloor(Path folder) throws SQLException {
    this.table = new PlainTable(folder.resolve("floor.db"));
    this.listener = new FloorListener(port, table::store);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void settle(long acknowledged) {
    if (table.committed() != acknowledged) {
      throw new IllegalStateException(
          "acknowledged " + acknowledged + ", stored " + table.committed());
    }
  }

  @Override
  public void close() throws Exception {
    listener.close();
    table.close();
  }
}
