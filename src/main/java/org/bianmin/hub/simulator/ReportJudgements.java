package org.bianmin.hub.simulator;

import static org.bianmin.hub.simulator.ReportReader.require;
import static org.bianmin.hub.simulator.ReportReader.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.simulator.BundleEntries.Entry;

/** Reads and checks the results of an active report, and what was judged of them. */
final class ReportJudgements {

  private static final Set<String> SCOPES =
      Set.of("national", "region", "province", "city", "alliance", "none");

  private final BundleEntries entries;
  private final Entry report;

  ReportJudgements(BundleEntries entries, Entry report) {
    this.entries = entries;
    this.report = report;
  }

  List<JudgedItem> read() throws ReportBreach {
    require(entries.of("Patient").size() == 1, "Bundle.entry has not one Patient.");
    for (Entry observation : entries.of("Observation")) {
      checkCodes(observation);
    }
    List<Entry> results = results();
    JsonNode whole = judgement(report);
    if (whole != null) {
      return List.of(item(report, whole, null));
    }
    boolean laboratory = false;
    for (JsonNode category : report.resource().path("category")) {
      for (JsonNode coding : category.path("coding")) {
        laboratory |= "lab".equalsIgnoreCase(text(coding, "code"));
      }
    }
    require(
        laboratory || !results.isEmpty(),
        report.place() + ": the extension " + Names.JUDGED + " is missing.");
    for (Entry result : results) {
      require(
          isFindings(result) || judgement(result) != null,
          result.place() + ": the extension " + Names.JUDGED + " is missing.");
    }
    List<JudgedItem> items = new ArrayList<>();
    for (Entry observation : entries.of("Observation")) {
      JsonNode judgement = judgement(observation);
      if (judgement != null) {
        require(hasLocalCode(observation), observation.place() + ".code has no local code.");
        items.add(item(observation, judgement, observation.fullUrl()));
      }
    }
    return items;
  }

  private List<Entry> results() throws ReportBreach {
    List<Entry> results = new ArrayList<>();
    for (JsonNode result : report.resource().path("result")) {
      var entry = entries.find(String.valueOf(text(result, "reference")));
      require(
          entry.isPresent() && entry.get().type().equals("Observation"),
          report.place() + ".result names something that is no Observation of the bundle.");
      results.add(entry.get());
    }
    return results;
  }

  private static void checkCodes(Entry observation) throws ReportBreach {
    require(
        text(observation.resource(), "status") != null, observation.place() + " has no status.");
    JsonNode codings = observation.resource().path("code").path("coding");
    require(!codings.isEmpty(), observation.place() + ".code has no coding.");
    for (JsonNode coding : codings) {
      require(
          text(coding, "system") != null && text(coding, "code") != null,
          observation.place() + ".code has a coding without system or code.");
    }
  }

  private static boolean isFindings(Entry observation) {
    for (JsonNode coding : observation.resource().path("code").path("coding")) {
      if (Names.LOINC.equals(text(coding, "system"))
          && Names.FINDINGS.equals(text(coding, "code"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasLocalCode(Entry observation) {
    for (JsonNode coding : observation.resource().path("code").path("coding")) {
      String system = text(coding, "system");
      if (!Names.LOINC.equals(system) && !Names.ITEM.equals(system)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode judgement(Entry entry) {
    for (JsonNode extension : entry.resource().path("extension")) {
      if (Names.JUDGED.equals(text(extension, "url"))) {
        return extension;
      }
    }
    return null;
  }

  private static JudgedItem item(Entry entry, JsonNode judgement, String url) throws ReportBreach {
    String place = entry.place() + ", extension " + Names.JUDGED + ": ";
    String scope = null;
    Instant expiresAt = null;
    boolean reasons = false;
    for (JsonNode part : judgement.path("extension")) {
      switch (String.valueOf(text(part, "url"))) {
        case "scope" -> {
          scope = text(part, "valueCode");
          require(scope != null && SCOPES.contains(scope), place + "scope is no code of hr-scope.");
        }
        case "expiresAt" -> expiresAt = time(place, part);
        case "reason" -> {
          require(text(part, "valueCode") != null, place + "reason is no valueCode.");
          reasons = true;
        }
        case "label" ->
            require(text(part, "valueString") != null, place + "label is no valueString.");
        default -> throw ReportBreach.profile(place + "it has a part that is not agreed.");
      }
    }
    boolean may = scope != null && !scope.equals("none");
    require(may != reasons, place + "it has either a scope or reasons.");
    require(may == (expiresAt != null), place + "expiresAt goes with a scope.");
    return new JudgedItem(code(entry), expiresAt, url);
  }

  private static Instant time(String place, JsonNode part) throws ReportBreach {
    String text = text(part, "valueDateTime");
    try {
      return OffsetDateTime.parse(text == null ? "" : text).toInstant();
    } catch (DateTimeException e) {
      throw ReportBreach.profile(place + "expiresAt is no valueDateTime with offset.");
    }
  }

  private static String code(Entry entry) {
    for (JsonNode coding : entry.resource().path("code").path("coding")) {
      if (Names.ITEM.equals(text(coding, "system"))) {
        return text(coding, "code");
      }
    }
    return null;
  }
}
