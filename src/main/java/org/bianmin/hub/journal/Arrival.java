package org.bianmin.hub.journal;

import java.util.concurrent.CompletableFuture;

/** A message on its way in, and who waits for the word that it is durable. */
final class Arrival {
  final NewMessage message;
  final long hash;
  final Edits.Edit edit; // null but for what a person made out of another message
  final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
  long id; // 0 where an earlier transaction has stored this very record of a topic
  boolean duplicate;
  boolean reused;

  Arrival(NewMessage message, long hash, Edits.Edit edit) {
    this.message = message;
    this.hash = hash;
    this.edit = edit;
  }
}
