package org.bianmin.hub.journal;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads raw bytes out of their blocks. Neighbours lie in the same one, so the last few are kept
 * unpacked; for one thread.
 */
final class Blocks {

  private final JdbcClient queries;
  private final Map<Long, byte[]> kept = new LinkedHashMap<>();
  private final int most;

  /**
   * Starts with nothing unpacked.
   *
   * @param most blocks that are kept; several hub nodes fill theirs at the same time
   */
  Blocks(JdbcClient queries, int most) {
    this.queries = queries;
    this.most = most;
  }

  /**
   * The bytes of a message.
   *
   * @throws EmptyResultDataAccessException when its block is not there any more
   */
  byte[] slice(long block, long offset, long length) {
    byte[] bytes = find(block, offset, length);
    if (bytes == null) {
      throw new EmptyResultDataAccessException("message block " + block + " is pruned", 1);
    }
    return bytes;
  }

  /** The bytes of a message, null when its block is not there any more. */
  byte[] find(long block, long offset, long length) {
    byte[] bytes = kept.get(block);
    if (bytes == null) {
      bytes = unpack(block);
      if (bytes == null || bytes.length == length) {
        // a block of one message only is not asked for again
        return bytes;
      }
      if (kept.size() == most) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(block, bytes);
    }
    return Arrays.copyOfRange(bytes, Math.toIntExact(offset), Math.toIntExact(offset + length));
  }

  private byte[] unpack(long block) {
    return queries
        .sql("select size, bytes from message_block where id = ?")
        .param(block)
        .query((row, n) -> Zstd.decompress(row.getBytes(2), Math.toIntExact(row.getLong(1))))
        .optional()
        .orElse(null);
  }
}
