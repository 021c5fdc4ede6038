package org.bianmin.hub.alert;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.SetCompanion;
import org.springframework.stereotype.Component;

/** How channels are told: the files that were read with the mapping set in force. */
@Component
final class AlertMessages implements SetCompanion {

  private final Set<String> needed = new TreeSet<>();
  private volatile MessageFormats inForce = MessageFormats.none();

  AlertMessages(AlertProperties properties) {
    properties
        .open()
        .values()
        .forEach(
            channel ->
                channel
                    .languages()
                    .forEach(
                        language -> needed.add(MessageFormats.name(channel.kind(), language))));
  }

  MessageFormats inForce() {
    return inForce;
  }

  @Override
  public Prepared prepare(Path folder, MappingSet set) {
    MessageFile.Loaded loaded = MessageFile.load(folder, needed);
    return new Prepared(loaded.problems(), () -> inForce = loaded.formats());
  }
}
