package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

class StoreFactsTest {

  @EachEngine
  void tellsPartitionsAsTheTableThatTheyAreOf(TestStore store) {
    StoreFacts facts = new StoreFacts(store.database(), store.commits());

    assertThat(facts.read().tables())
        .extracting(StoreFacts.Table::name)
        .contains("message_block", "message")
        .noneMatch(name -> name.startsWith("message_block_"));
  }
}
