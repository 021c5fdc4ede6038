package org.bianmin.hub.journal;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The configured sources.
 *
 * @param facility default facility of sources that name none
 * @param sources by id; the id is the route's suffix, the metric tag and the console row
 */
@ConfigurationProperties("hub")
public record Sources(String facility, Map<String, SourceProperties> sources) {

  /** The source of what the hub itself tells of mutual recognition; it cannot be configured. */
  public static final String RECOGNITION = "recognition";

  private static final String TRANSPORTS =
      "mllp, fhir, file, json, declaration, kafka, view or payment";

  private static final Set<String> FORMATS = Set.of("hl7v2", "fhir", "json", "declaration");
  private static final Set<String> BILLS = Set.of("bill-wechat", "bill-alipay");
  private static final int LAST_RANK = 50;
  private static final Set<String> PROVIDERS =
      Set.of("wechat", "alipay", "unionpay", "signed-json");

  public Sources {
    sources = sources == null ? Map.of() : new TreeMap<>(sources);
    if (sources.containsKey(RECOGNITION)) {
      throw new IllegalArgumentException(
          "hub.sources.recognition: this id is the hub's own; name the source otherwise");
    }
    for (var source : sources.entrySet()) {
      // one that is left out may be half filled: connections are shipped so, to be completed
      if (source.getValue().enabled()) {
        check(source.getKey(), source.getValue(), facility);
      }
    }
    checkOrder(sources, facility);
  }

  /** Of one facility every payment source comes before every bill. */
  private static void checkOrder(Map<String, SourceProperties> sources, String facility) {
    sources.forEach(
        (bill, of) -> {
          if (of.enabled() && "file".equals(of.transport()) && BILLS.contains(of.format())) {
            sources.forEach((id, payment) -> checkBefore(id, payment, bill, of, facility));
          }
        });
  }

  private static void checkBefore(
      String id, SourceProperties payment, String bill, SourceProperties of, String facility) {
    if (payment.enabled()
        && "payment".equals(payment.transport())
        && payment.rank() >= of.rank()
        && facility(payment, facility).equals(facility(of, facility))) {
      throw new IllegalArgumentException(
          "hub.sources."
              + id
              + ".rank is "
              + payment.rank()
              + ", and that of the bill hub.sources."
              + bill
              + " is "
              + of.rank()
              + ": a bill is believed after every notification, so give the bill the larger number,"
              + " for example 5 and 90");
    }
  }

  /** Facility code of a source. */
  public String facilityOf(String source) {
    SourceProperties properties = sources.get(source);
    return properties == null ? facility : facility(properties, facility);
  }

  private static String facility(SourceProperties source, String otherwise) {
    return source.facility() == null ? otherwise : source.facility();
  }

  private static void check(String id, SourceProperties source, String defaultFacility) {
    String name = "hub.sources." + id;
    if (source.transport() == null) {
      throw new IllegalArgumentException(name + ".transport is missing: write " + TRANSPORTS);
    }
    switch (source.transport()) {
      case "mllp" -> require(source.port() != null, name + ".port", "2575");
      case "file" -> {
        require(source.path() != null, name + ".path", "./drop/his");
        if (BILLS.contains(source.format())) {
          checkRank(name, source.rank());
          checkProfile(name, source, source.format());
        } else {
          checkFormat(name, source.format());
        }
      }
      case "kafka" -> {
        require(
            source.kafka() != null
                && source.kafka().brokers() != null
                && source.kafka().topic() != null,
            name + ".kafka.brokers (or .kafka.topic)",
            "kafka-1:9092 (or his.adt)");
        checkFormat(name, source.format());
      }
      case "view" ->
          require(
              source.view() != null && source.view().name() != null && source.view().url() != null,
              name + ".view.name (or .view.url)",
              "his-settlements (or jdbc:postgresql://his-db/his)");
      case "payment" -> {
        require(
            source.payment() != null && source.payment().provider() != null,
            name + ".payment.provider",
            "wechat");
        if (!PROVIDERS.contains(source.payment().provider())) {
          throw new IllegalArgumentException(
              name
                  + ".payment.provider is '"
                  + source.payment().provider()
                  + "': write wechat, alipay, unionpay or signed-json");
        }
        checkProfile(name, source, "payment-" + source.payment().provider());
      }
      case "fhir", "json", "declaration" -> {}
      default ->
          throw new IllegalArgumentException(
              name + ".transport is '" + source.transport() + "': write " + TRANSPORTS);
    }
    require(
        source.facility() != null || defaultFacility != null,
        name + ".facility (or hub.facility)",
        "12340000485000000X");
  }

  /** The default profile knows no document of a provider: each would be parked. */
  private static void checkProfile(String name, SourceProperties source, String shipped) {
    require(!source.profile().equals("default"), name + ".profile", shipped);
  }

  /** A bill comes after all others; what they told of a payment is not to be replaced by it. */
  private static void checkRank(String name, int rank) {
    if (rank < LAST_RANK) {
      throw new IllegalArgumentException(
          name
              + ".rank is "
              + rank
              + ": a bill is believed where nobody else tells, so write 90, or a number from "
              + LAST_RANK
              + " on that no other source has");
    }
  }

  private static void checkFormat(String name, String format) {
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException(
          name
              + ".format is '"
              + format
              + "': write hl7v2, fhir, json or declaration (in files also bill-wechat or"
              + " bill-alipay)");
    }
  }

  private static void require(boolean present, String property, String example) {
    if (!present) {
      throw new IllegalArgumentException(property + " is missing, for example " + example);
    }
  }
}
