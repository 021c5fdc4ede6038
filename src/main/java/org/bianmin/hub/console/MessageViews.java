package org.bianmin.hub.console;

import java.util.List;
import java.util.Set;
import org.bianmin.hub.journal.DecodedBytes;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.MessageRow;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the tabs of a message's page show of its bytes, masked or in clear. */
@Component
final class MessageViews {

  /** Tabs that show bytes. */
  static final Set<String> CONTENTS = Set.of("content", "raw", "hex");

  /** Of a longer text the beginning is shown; hex goes through all of it. */
  private static final int SHOWN = 512 * 1024;

  private final Traces traces;
  private final Hl7Names names;

  MessageViews(Traces traces, Hl7Names names) {
    this.traces = traces;
    this.names = names;
  }

  /**
   * Fills the model of a tab.
   *
   * @param offset of the first byte shown in hex; null for where the page likes to begin
   */
  void fill(Model model, MessageRow row, String tab, Long offset, boolean revealed) {
    model.addAttribute("row", row);
    model.addAttribute("tab", tab);
    model.addAttribute("revealed", revealed);
    byte[] raw = CONTENTS.contains(tab) ? traces.raw(row).orElse(null) : null;
    model.addAttribute("pruned", raw == null);
    if (raw == null) {
      return;
    }
    boolean told = !traces.of(row.id()).map(Trace::events).orElse(List.of()).isEmpty();
    model.addAttribute("told", told);
    switch (tab) {
      case "hex" ->
          model.addAttribute(
              "hex", HexPage.of(row, raw, offset == null ? HexPage.start(row) : offset, revealed));
      case "raw" -> raw(model, row, raw, revealed);
      default -> content(model, row, raw, revealed);
    }
  }

  private static void raw(Model model, MessageRow row, byte[] raw, boolean revealed) {
    String text = new String(raw, Charsets.of(row.charset()));
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    String masked =
        revealed
            ? shown
            : Masking.masked(shown, Masking.of(row.format(), shown, readable(row, raw)));
    model.addAttribute("cut", shown.length() < text.length());
    model.addAttribute("text", masked.replace("\r\n", "\n").replace('\r', '\n'));
    // a text of which only the beginning is shown cannot be mended here
    model.addAttribute("editable", revealed && shown.length() == text.length());
  }

  private void content(Model model, MessageRow row, byte[] raw, boolean revealed) {
    if (row.format() == MessageFormat.HL7V2) {
      boolean shown = revealed || readable(row, raw);
      model.addAttribute(
          "segments",
          shown
              ? names.named(Hl7Parts.read(raw, Charsets.of(row.charset()), revealed))
              : List.of());
    } else {
      model.addAttribute(
          "tree",
          TreeNode.read(
              new String(raw, Charsets.of(row.charset() == null ? "UTF-8" : row.charset())),
              revealed));
    }
  }

  private static boolean readable(MessageRow row, byte[] raw) {
    return row.charset() != null
        && Hl7Charsets.decode(raw, Charsets.of(row.charset())) instanceof DecodedBytes.Text;
  }
}
