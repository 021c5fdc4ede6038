package org.bianmin.hub.receive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.store.Nodes;
import org.springframework.stereotype.Component;

/**
 * Of several hubs that see one drop folder, one takes its files. Which folder it is says a hidden
 * file in it: folders of the same path on two machines are two.
 */
@Component
class DropFolders {

  private static final String NAME = ".hub-folder";

  private final Nodes nodes;
  private final Map<Path, String> ids = new ConcurrentHashMap<>();

  DropFolders(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * Whether this hub takes the files of the folder.
   *
   * @throws IOException when the folder cannot be written, which it has to be anyway
   */
  boolean takes(Path folder, String source) throws IOException {
    if (!nodes.shared()) {
      return true;
    }
    String id = ids.get(folder);
    if (id == null) {
      id = id(folder);
      ids.put(folder, id);
    }
    return nodes.leads("file-" + source + "-" + id);
  }

  private static String id(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      Path made = Files.createTempFile(folder, NAME, ".tmp");
      try {
        Files.writeString(made, UUID.randomUUID().toString());
        link(file, made);
      } finally {
        Files.deleteIfExists(made);
      }
    }
    return Files.readString(file).strip();
  }

  /** There whole or not at all, and the first one is everybody's. */
  private static void link(Path file, Path made) throws IOException {
    try {
      try {
        Files.createLink(file, made);
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (UnsupportedOperationException | FileSystemException e) {
        // no links on this file system; moving does not take the place of what is there
        Files.move(made, file);
      }
    } catch (FileAlreadyExistsException e) {
      // another hub was first
    }
  }
}
