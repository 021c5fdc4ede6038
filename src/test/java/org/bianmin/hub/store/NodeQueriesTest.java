package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeQueriesTest {

  @TempDir private Path folder;

  @Test
  void eachNodeTellsTheOthersOfItselfUntilItIsGone() throws Exception {
    String url = PostgresServer.newDatabase();
    try (PlayedNode b = PlayedNode.start(folder.resolve("b"), url)) {
      NodeQueries atB = new NodeQueries(b.store.queries(), b.nodes);
      try (PlayedNode a = PlayedNode.start(folder.resolve("a"), url)) {
        a.nodes.tells(() -> "3 connections");
        boolean unused = a.nodes.leads("view-his");
        b.nodes.tells(
            () -> {
              throw new IllegalStateException("nothing that could be told");
            });

        a.nodes.look(false);
        b.nodes.look(false);

        assertThat(atB.living())
            .extracting(LivingNode::name, LivingNode::self, LivingNode::told, LivingNode::works)
            .containsExactly(
                tuple("a", false, "3 connections", List.of("view-his")),
                tuple("b", true, null, List.of()));
        assertThat(b.nodes.held()).as("telling nothing costs no lease").isTrue();
      }
      assertThat(atB.living()).extracting(LivingNode::name).containsExactly("b");
    }
  }

  @Test
  void aHubThatHasItsStoreForItselfHasNoOthers() {
    TestStore store = TestStore.embedded(folder);
    assertThat(new NodeQueries(store.queries(), Nodes.alone()).living()).isEmpty();
    store.close();
  }
}
