package org.bianmin.hub.journal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to where the journal has stored the partitions of a topic. */
@Component
public class FilledMarks {

  private static final String NEXT =
      "select coalesce(max(next_offset), 0) from filled_position"
          + " where topic_id = ? and partition_no = ?";

  private final JdbcClient queries;

  public FilledMarks(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * The offset after the last record that is stored, 0 where none is.
   *
   * @throws org.springframework.dao.DataAccessException when the database does not answer
   */
  public long next(String topicId, int partition) {
    return queries.sql(NEXT).params(topicId, partition).query(Long.class).single();
  }
}
