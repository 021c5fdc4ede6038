package org.bianmin.hub.recognition;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.journal.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Who asks. A request with a key is that of a configured caller; one without was let in from the
 * hub's own machine, as to the rest of the API.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class Callers {

  /**
   * Who asks.
   *
   * @param facility the only facility that it may speak for, null for any of the hub's
   * @param source id of the source that its messages come by, null where not known
   */
  record Asking(String facility, String source) {}

  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
  private static final String BEARER = "Bearer ";

  private final Map<String, OrderTimeProperties.Caller> callers;
  private final Sources sources;
  private final Set<String> facilities = new TreeSet<>();

  Callers(OrderTimeProperties properties, Sources sources) {
    this.callers = properties.callers();
    this.sources = sources;
    if (sources.facility() != null) {
      facilities.add(sources.facility());
    }
    sources.sources().keySet().forEach(id -> add(sources.facilityOf(id)));
    callers.forEach(this::check);
  }

  private void check(String id, OrderTimeProperties.Caller caller) {
    String name = "hub.recognition.callers." + id;
    if (caller.facility() == null && sources.facility() == null) {
      throw new IllegalArgumentException(
          name + ".facility is missing, and there is no hub.facility: whom does it speak for?");
    }
    if (caller.source() != null && !sources.sources().containsKey(caller.source())) {
      throw new IllegalArgumentException(
          name + ".source names '" + caller.source() + "', which is not in hub.sources");
    }
  }

  private void add(String facility) {
    if (facility != null) {
      facilities.add(facility);
    }
  }

  /**
   * Who sends a request.
   *
   * @throws Refusal 401 for a key that nobody has
   */
  Asking of(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return new Asking(null, null);
    }
    byte[] given =
        (header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "")
            .getBytes(StandardCharsets.UTF_8);
    for (Map.Entry<String, OrderTimeProperties.Caller> caller : callers.entrySet()) {
      byte[] key = key(caller.getKey(), caller.getValue().keyFile());
      if (key.length > 0 && MessageDigest.isEqual(key, given)) {
        String facility = caller.getValue().facility();
        return new Asking(
            facility == null ? sources.facility() : facility, caller.getValue().source());
      }
    }
    throw new Refusal(
        HttpStatus.UNAUTHORIZED,
        "The key is none of hub.recognition.callers: send Authorization: Bearer <key>");
  }

  /**
   * The facility that a request is about.
   *
   * @param named as the body names it, null where it names none
   * @throws Refusal 422 for one that the caller does not speak for
   */
  String facility(Asking asking, String named, String place) {
    String standard = asking.facility() == null ? sources.facility() : asking.facility();
    String facility = named == null ? standard : named;
    boolean allowed =
        asking.facility() == null
            ? facility != null && facilities.contains(facility)
            : asking.facility().equals(facility);
    if (facility == null || !allowed) {
      throw Refusal.of(
          java.util.List.of(
              new Refusal.Problem(
                  place + "/facility", "is not a facility that this caller speaks for")));
    }
    return facility;
  }

  private static byte[] key(String id, Path file) {
    try {
      return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.error("hub.recognition.callers.{}.key-file cannot be read; nobody gets in by it", id);
      return new byte[0];
    }
  }
}
