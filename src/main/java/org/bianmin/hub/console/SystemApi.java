package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.store.Backup;
import org.bianmin.hub.store.Backups;
import org.bianmin.hub.store.StoreFacts;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the hub runs on, and copies of its store. */
@RestController
@RequestMapping("/api/v1/system")
@Tag(name = "system")
final class SystemApi {

  /**
   * A copy.
   *
   * @param state copying, checking, done, failed or cancelled
   */
  record BackupJson(
      String file,
      String state,
      String startedAt,
      String endedAt,
      long bytes,
      long of,
      String problem) {}

  /**
   * A hub on the store.
   *
   * @param name its machine and folder
   * @param self whether it is the one that answers
   * @param works what it does for all
   * @param connections open MLLP connections to it
   * @param away destinations that did not answer its last call
   */
  record NodeJson(
      String name,
      boolean self,
      String since,
      String version,
      Integer connections,
      List<String> away,
      List<String> works) {}

  /**
   * The system.
   *
   * @param nodes empty where the hub has its store for itself
   * @param newestBackup when the newest whole copy in the backup folder was finished
   */
  record SystemJson(
      SystemFigures.Disk disk,
      StoreFacts.Facts database,
      StoreFacts.Writer writer,
      StoreFacts.Readers readers,
      SystemFigures.Jvm jvm,
      Map<String, String> versions,
      Map<String, String> ports,
      List<NodeJson> nodes,
      String alertsNode,
      String alertsNodeUntil,
      String newestBackup,
      BackupJson backup,
      List<Setting> settings) {}

  private final SystemFigures figures;
  private final Settings settings;
  private final Backups backups;
  private final Times times;

  SystemApi(SystemFigures figures, Settings settings, Backups backups, Times times) {
    this.figures = figures;
    this.settings = settings;
    this.backups = backups;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Disk, database, process, versions, ports, nodes and settings in force")
  SystemJson all() {
    var all = figures.all();
    return new SystemJson(
        all.disk(),
        all.database(),
        all.writer(),
        all.readers(),
        all.jvm(),
        all.versions(),
        all.ports(),
        all.nodes().stream().map(this::json).toList(),
        all.alerts().holder(),
        times.text(all.alerts().until()),
        times.text(all.copies().newest()),
        json(all.copies().last()),
        settings.inForce());
  }

  @GetMapping("/backup")
  @Operation(summary = "The copy of the store that is being made or was made last since the start")
  BackupJson backup() {
    return json(
        backups
            .last()
            .orElseThrow(() -> new NotFound("No copy was made since the start of this node")));
  }

  @PostMapping("/backup")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Copies the embedded store to hub.backup.folder while the hub works")
  BackupJson begin() {
    return json(SystemPages.begin(backups));
  }

  @PostMapping("/backup/cancel")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Stops the copy that is being made")
  void cancel() {
    if (!backups.cancel()) {
      throw new Refused("No copy is being made");
    }
  }

  private NodeJson json(NodeStates.Node node) {
    return new NodeJson(
        node.living().name(),
        node.living().self(),
        times.text(node.living().since()),
        node.told() == null ? null : node.told().version(),
        node.connections(),
        node.away(),
        node.living().works());
  }

  private BackupJson json(Backup backup) {
    return backup == null
        ? null
        : new BackupJson(
            backup.file(),
            backup.state().name().toLowerCase(Locale.ROOT),
            times.text(backup.startedAt()),
            times.text(backup.endedAt()),
            backup.bytes(),
            backup.of(),
            backup.problem());
  }
}
