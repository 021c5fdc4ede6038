package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class ReadersTest {

  @EachEngine
  void saysHowManyQueriesRunAndHowManyWaitForAConnection(TestStore store) throws Exception {
    StoreFacts facts = new StoreFacts(store.database(), store.commits());
    int most = facts.readers().most();
    List<Connection> taken = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      taken.add(store.database().readers().getConnection());
    }
    assertThat(facts.readers()).isEqualTo(new StoreFacts.Readers(most, most, 0));

    CompletableFuture<Integer> more =
        CompletableFuture.supplyAsync(
            () -> store.queries().sql("select 1").query(Integer.class).single());
    await().untilAsserted(() -> assertThat(facts.readers().waiting()).isEqualTo(1));
    taken.remove(0).close();

    assertThat(more.join()).isEqualTo(1);
    for (Connection connection : taken) {
      connection.close();
    }
    assertThat(facts.readers().waiting()).isZero();
  }
}
