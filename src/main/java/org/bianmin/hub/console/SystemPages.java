package org.bianmin.hub.console;

import org.bianmin.hub.receive.InboundState;
import org.bianmin.hub.store.Backup;
import org.bianmin.hub.store.Backups;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the hub runs on, for people: disk, database, process, settings, and copies of the store. */
@ConsolePage
@RequestMapping("/system")
final class SystemPages {

  private static final String BACK = "redirect:/system#backup";

  private final SystemFigures figures;
  private final Settings settings;
  private final Backups backups;
  private final ObjectProvider<InboundState> inbound;

  SystemPages(
      SystemFigures figures,
      Settings settings,
      Backups backups,
      ObjectProvider<InboundState> inbound) {
    this.inbound = inbound;
    this.figures = figures;
    this.settings = settings;
    this.backups = backups;
  }

  @GetMapping
  String page(Model model) {
    var all = figures.all();
    model.addAttribute("s", all);
    model.addAttribute("copies", all.copies());
    model.addAttribute("tables", SystemFigures.largest(all.database()));
    model.addAttribute(
        "queued", all.writer().waiting().values().stream().mapToInt(Integer::intValue).sum());
    model.addAttribute("inbound", inbound.getIfAvailable());
    model.addAttribute("settings", settings.inForce());
    model.addAttribute("bytes", Bytes.SHOWN);
    return "console/system";
  }

  /** How far the copy is, alone. */
  @GetMapping("/backup")
  String backup(Model model) {
    model.addAttribute("copies", figures.copies());
    model.addAttribute("bytes", Bytes.SHOWN);
    return "console/system :: backup";
  }

  @PostMapping("/backup")
  String begin() {
    begin(backups);
    return BACK;
  }

  @PostMapping("/backup/cancel")
  String cancel() {
    boolean unused = backups.cancel();
    return BACK;
  }

  /** Begins a copy, or says why not. */
  static Backup begin(Backups backups) {
    try {
      return backups
          .begin()
          .orElseThrow(() -> new Refused("A copy of the store is being made already"));
    } catch (IllegalStateException e) {
      throw new Refused(e.getMessage());
    }
  }
}
