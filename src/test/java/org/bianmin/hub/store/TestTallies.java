package org.bianmin.hub.store;

/** Questions of tests to the tallies. */
public final class TestTallies {

  private final TallyQueries queries;

  public TestTallies(TestStore store) {
    queries = new TallyQueries(store.queries());
  }

  /** Messages that the journal received in a time. */
  public long received(String source, long from, long to) {
    return queries.sum("journal", "received", source, from, to);
  }
}
