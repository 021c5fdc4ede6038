package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;

/** Everything in journaled messages by which a person could be known. */
final class PatientsInTraffic {

  private static final int PAGE = 500;

  /** Shorter ones occur by chance: a sex, a code, an empty name. */
  private static final int SHORTEST = 5;

  private static final Set<String> PERSONAL =
      Set.of("openid", "buyer_id", "buyer_logon_id", "buyer_open_id", "buyer_user_id");

  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> identifiers = new TreeSet<>();
  private long messages;

  /** Reads the whole journal. */
  static PatientsInTraffic of(WholeJournal journal) throws IOException {
    PatientsInTraffic found = new PatientsInTraffic();
    Long after = null;
    List<MessageRow> page = journal.queries().page(MessageQueries.Selection.ALL, after, PAGE);
    while (!page.isEmpty()) {
      for (MessageRow row : page) {
        found.read(row, journal.messages().raw(row).orElseThrow());
      }
      after = page.get(page.size() - 1).id();
      page = journal.queries().page(MessageQueries.Selection.ALL, after, PAGE);
    }
    return found;
  }

  /** Where messages are. */
  record WholeJournal(MessageQueries queries, InboundMessages messages) {}

  Set<String> identifiers() {
    return identifiers;
  }

  long messages() {
    return messages;
  }

  private void read(MessageRow row, byte[] raw) throws IOException {
    messages++;
    Charset charset =
        row.charset() == null ? StandardCharsets.UTF_8 : Charset.forName(row.charset());
    String text = new String(raw, charset);
    if (text.startsWith("MSH")) {
      for (String segment : text.split("[\r\n]+", -1)) {
        hl7(segment.split("\\|", -1));
      }
    } else if (text.stripLeading().startsWith("{")) {
      personal(json.readTree(text));
    }
  }

  private void hl7(String[] fields) {
    if (fields[0].equals("PID")) {
      for (int field : new int[] {2, 3, 4, 5, 9, 11, 13, 14, 18, 19}) {
        if (field < fields.length) {
          for (String repetition : fields[field].split("~", -1)) {
            add(repetition.split("\\^", -1)[0]);
          }
        }
      }
    }
  }

  private void personal(JsonNode node) {
    if (node.path("resourceType").asText().equals("Patient")) {
      node.path("identifier").forEach(id -> add(id.path("value").asText()));
      node.path("telecom").forEach(contact -> add(contact.path("value").asText()));
      node.path("name").forEach(name -> add(name.path("text").asText()));
      node.path("address").forEach(address -> add(address.path("text").asText()));
    }
    if (node.path("patient").isObject()) {
      add(node.path("patient").path("id").asText());
    }
    node.properties()
        .forEach(
            field -> {
              if (PERSONAL.contains(field.getKey())) {
                add(field.getValue().asText());
              }
              personal(field.getValue());
            });
    if (node.isArray()) {
      node.forEach(this::personal);
    }
  }

  private void add(String identifier) {
    String text = identifier.strip();
    boolean chinese = text.codePoints().anyMatch(c -> c > 0x2E80);
    if (text.length() >= (chinese ? 2 : SHORTEST)) {
      identifiers.add(text);
    }
  }
}
