package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bianmin.hub.indicator.quality.Quality;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.normalize.DraftRun;
import org.bianmin.hub.normalize.DraftRuns;
import org.bianmin.hub.normalize.SetsInForce;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The mapping files in force, for people: tables, events, what is wrong, what changed when. */
@ConsolePage
@RequestMapping("/mappings")
final class MappingPages {

  private static final int RUNS = 10;
  private static final int HISTORY = 20;

  /**
   * A set that was in force.
   *
   * @param changed files that it changed of the set before on the same node; null for the first
   */
  record Past(SetsInForce.Entry entry, List<String> changed) {}

  private final ObjectProvider<Mappings> mappings;
  private final ObjectProvider<SetsInForce> sets;
  private final ObjectProvider<DraftRuns> runs;
  private final ObjectProvider<Quality> quality;
  private final UnmappedList unmapped;

  MappingPages(
      ObjectProvider<Mappings> mappings,
      ObjectProvider<SetsInForce> sets,
      ObjectProvider<DraftRuns> runs,
      ObjectProvider<Quality> quality,
      UnmappedList unmapped) {
    this.mappings = mappings;
    this.sets = sets;
    this.runs = runs;
    this.quality = quality;
    this.unmapped = unmapped;
  }

  private Mappings known() {
    Mappings known = mappings.getIfAvailable();
    if (known == null) {
      throw new NotFound("This hub reads no mapping files");
    }
    return known;
  }

  @GetMapping
  String page(@RequestParam(required = false) String reloaded, Model model) {
    Mappings known = known();
    MappingSet set = known.inForce();
    model.addAttribute("set", set);
    model.addAttribute("since", known.since().toEpochMilli());
    model.addAttribute("problems", known.problems());
    model.addAttribute("reloaded", MessageFilter.given(reloaded) != null);
    model.addAttribute("formats", formats(set));
    Map<String, Long> lacks = new TreeMap<>();
    unmapped.lacks().forEach(lack -> lacks.put(lack.table(), lack.codes()));
    model.addAttribute("lacks", lacks);
    SetsInForce past = sets.getIfAvailable();
    model.addAttribute("node", past == null ? "" : past.node());
    model.addAttribute("files", past == null ? List.of() : past.files());
    model.addAttribute("history", past == null ? List.of() : history(past));
    DraftRuns drafts = runs.getIfAvailable();
    model.addAttribute("drafts", drafts == null ? List.of() : drafts.drafts());
    List<DraftRun> last = drafts == null ? List.of() : drafts.page(null, RUNS);
    model.addAttribute("runs", last);
    return "console/mappings";
  }

  /** Formats in which each event is told by the event files. */
  private static Map<String, String> formats(MappingSet set) {
    Map<String, String> formats = new TreeMap<>();
    set.events()
        .forEach(
            (type, event) ->
                formats.put(
                    type,
                    event.bindings().stream()
                        .map(Binding::format)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))));
    return formats;
  }

  private static List<Past> history(SetsInForce known) {
    List<SetsInForce.Entry> entries = known.history(HISTORY + 1);
    List<Past> history = new ArrayList<>();
    for (int i = 0; i < Math.min(entries.size(), HISTORY); i++) {
      SetsInForce.Entry entry = entries.get(i);
      List<String> changed =
          entries.subList(i + 1, entries.size()).stream()
              .filter(earlier -> earlier.node().equals(entry.node()))
              .findFirst()
              .map(entry::changed)
              .orElse(null);
      history.add(new Past(entry, changed));
    }
    return history;
  }

  @PostMapping("/reload")
  String reload(RedirectAttributes back) {
    var unused = known().reload();
    back.addAttribute("reloaded", "1");
    return "redirect:/mappings";
  }

  /** A code table with its rows. */
  @GetMapping("/codes/{table}")
  String table(
      @PathVariable String table,
      @RequestParam(required = false) String q,
      @RequestParam(required = false) String after,
      Model model) {
    MappingSet set = known().inForce();
    CodeTable found = set.tables().get(table);
    if (found == null) {
      throw new NotFound("There is no code table of this name in force");
    }
    String wanted = MessageFilter.given(q);
    List<CodeTable.Entry> entries =
        found.entries().stream().filter(entry -> wanted == null || holds(entry, wanted)).toList();
    model.addAttribute("table", found);
    model.addAttribute("edition", set.editions().get(table));
    model.addAttribute("q", q);
    model.addAttribute("count", entries.size());
    model.addAttribute("list", Listing.of(entries, MessageFilter.given(after), null));
    model.addAttribute("first", MessageFilter.given(after) == null);
    model.addAttribute(
        "lack",
        unmapped.lacks().stream()
            .filter(lack -> lack.table().equals(table))
            .findFirst()
            .orElse(null));
    return "console/mapping-table";
  }

  private static boolean holds(CodeTable.Entry entry, String wanted) {
    return entry.code().contains(wanted)
        || entry.target().contains(wanted)
        || entry.display().contains(wanted)
        || entry.source().equals(wanted);
  }

  /** An event file: attributes, and where messages tell them. */
  @GetMapping("/events/{type}")
  String event(
      @PathVariable String type, @RequestParam(required = false) String profile, Model model) {
    MappingSet set = known().inForce();
    EventDefinition event = set.events().get(type);
    if (event == null) {
      throw new NotFound("There is no event file of this name in force");
    }
    String named = MessageFilter.given(profile);
    String chosen = named != null && set.profiles().containsKey(named) ? named : "default";
    model.addAttribute("event", event);
    model.addAttribute("profile", chosen);
    model.addAttribute("profiles", set.profiles().keySet());
    model.addAttribute("bindings", EventFileView.of(set.bindings(event, chosen)));
    model.addAttribute("valueSets", set.valueSets());
    model.addAttribute("tables", set.tables().keySet());
    model.addAttribute("attributes", EventFileView.attributes(event));
    model.addAttribute("readers", readers(type));
    model.addAttribute("locale", LocaleContextHolder.getLocale());
    return "console/mapping-event";
  }

  /** Indicators in force that read an attribute, by attribute. */
  private Map<String, List<String>> readers(String type) {
    Quality known = quality.getIfAvailable();
    Map<String, List<String>> readers = new TreeMap<>();
    if (known != null) {
      known
          .wishes()
          .getOrDefault(type, List.of())
          .forEach(wish -> readers.put(wish.attribute(), wish.indicators()));
    }
    return readers;
  }
}
