package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The catalogue of items in force; starts with the simulator's own. */
final class Catalogue {

  private static final int ETAG_BYTES = 8;

  private final Contract contract;
  private volatile JsonNode current;

  Catalogue(Contract contract) {
    this.contract = contract;
    try (var in = Catalogue.class.getResourceAsStream("/simulator/catalogue.json")) {
      current = Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The simulator's own catalogue cannot be read", e);
    }
  }

  JsonNode current() {
    return current;
  }

  /**
   * Puts another edition in force.
   *
   * @throws Refusal 400 when it does not fit {@code recognition-catalogue.json}
   */
  void put(JsonNode next) throws Refusal {
    var breach = contract.breachOfCatalogue(next);
    if (breach.isPresent()) {
      throw new Refusal(400, "PARAMETER", "The catalogue's " + breach.get());
    }
    current = next;
  }

  /** The item of that code on that day. */
  Optional<JsonNode> find(String code, LocalDate day) {
    for (JsonNode item : current.get("items")) {
      if (code.equals(item.get("code").textValue())
          && !day.isBefore(LocalDate.parse(item.get("from").textValue()))
          && !ended(item, day)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  private static boolean ended(JsonNode item, LocalDate day) {
    return item.has("to") && LocalDate.parse(item.get("to").textValue()).isBefore(day);
  }

  /**
   * The answer to a call.
   *
   * @param since day as sent, or null
   * @param known the header If-None-Match, or null
   * @throws Refusal 400 when the day is none
   */
  Reply answer(String since, String known) throws Refusal {
    JsonNode answer = since == null ? current : without(day(since));
    byte[] body = Json.sorted(answer);
    SHA256Digest digest = new SHA256Digest();
    digest.update(body, 0, body.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    String etag = '"' + HexFormat.of().formatHex(hash, 0, ETAG_BYTES) + '"';
    return names(known, etag)
        ? new Reply(304, null, null, etag)
        : new Reply(200, Reply.JSON, body, etag);
  }

  private static LocalDate day(String since) throws Refusal {
    try {
      return LocalDate.parse(since);
    } catch (DateTimeParseException e) {
      throw new Refusal(400, "PARAMETER", "since is a day like 2026-11-03.");
    }
  }

  private ObjectNode without(LocalDate since) {
    ObjectNode answer = current.deepCopy();
    var items = answer.putArray("items");
    for (JsonNode item : current.get("items")) {
      if (!ended(item, since)) {
        items.add(item);
      }
    }
    return answer;
  }

  private static boolean names(String known, String etag) {
    if (known == null) {
      return false;
    }
    for (String name : known.split(",", -1)) {
      String tag = name.strip();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }
}
