package org.bianmin.hub.store;

import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A random number of 128 bits that every node of one store shares, made with its tables. */
@Component
public final class StoreIdentity {

  private static final int HALF = 16;

  private final long high;
  private final long low;

  public StoreIdentity(JdbcClient queries) {
    String id = queries.sql("select id from store_identity").query(String.class).single();
    this.high = HexFormat.fromHexDigitsToLong(id, 0, HALF);
    this.low = HexFormat.fromHexDigitsToLong(id, HALF, 2 * HALF);
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }
}
