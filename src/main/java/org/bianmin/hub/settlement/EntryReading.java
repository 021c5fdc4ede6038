package org.bianmin.hub.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;

/** Makes an entry of a fact. */
final class EntryReading {

  static final String PAYMENT = "payment.succeeded";
  static final String REFUND = "payment.refunded";
  static final String OUTPATIENT = "settlement.outpatient";
  static final String INPATIENT = "settlement.inpatient";

  /** The types of facts that are reconciled. */
  static final Map<String, RecordKind> KINDS =
      Map.of(
          PAYMENT, RecordKind.PAYMENT,
          REFUND, RecordKind.REFUND,
          OUTPATIENT, RecordKind.SETTLEMENT,
          INPATIENT, RecordKind.SETTLEMENT);

  /** Ten billion yuan: sums of what is not larger cannot overflow, and nobody pays more. */
  static final long MOST = 1_000_000_000_000L;

  private static final Set<String> INPATIENT_SCENES = Set.of("deposit", "inpatient");
  private static final Set<String> OUTPATIENT_SCENES = Set.of("registration", "outpatient");

  /** The names of a visit; the first that is told is the one that rules look at. */
  private static final List<String> VISITS = List.of("admissionRef", "visitRef", "encounterRef");

  /** The method where none is told. */
  static final String OTHER = "other";

  private final ZoneId zone;

  EntryReading(ZoneId zone) {
    this.zone = zone;
  }

  /** What a fact of one of the {@link #KINDS} tells. */
  Entry read(long eventId, MeasureEvent event) {
    return new Reading(event).entry(eventId);
  }

  String day(long at) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone).toString();
  }

  private final class Reading {
    private final MeasureEvent event;
    private final RecordKind kind;
    private final String type;
    private final String number;
    private boolean doubtful;

    Reading(MeasureEvent event) {
      this.event = event;
      this.type = event.key().type();
      this.number = event.key().businessKey();
      this.kind = KINDS.get(type);
    }

    Entry entry(long eventId) {
      Long at = event.occurredAt() == null ? Long.valueOf(event.recordedAt()) : event.occurredAt();
      boolean settlement = kind == RecordKind.SETTLEMENT;
      Long amount = amount(settlement ? "totalFen" : "amountFen");
      Long self = amount("selfFen");
      Long insurance = amount("insuranceFen");
      Long refunded = amount("refundedTotalFen");
      Long billed = amount("billedFen");
      Long fee = amount("feeFen");
      long reversed = reversed();
      return new Entry(
          eventId,
          kind,
          type,
          event.key().facility(),
          number,
          event.version(),
          event.status() == EventStatus.ACTIVE,
          at,
          day(at),
          settlement ? null : method(),
          settlement ? null : text("platform"),
          text("scene"),
          settlement ? text("settlementPoint") : text("terminal"),
          text("deptCode"),
          text("wardCode"),
          amount,
          self,
          insurance,
          reversed,
          refunded,
          billed,
          fee,
          settlement ? null : text("evidence"),
          number("outTradeNo"),
          number("originalKey"),
          "interim".equals(text("kind")),
          doubtful,
          event.patient(),
          visit(),
          tokens());
    }

    private String method() {
      String told = text("method");
      if (told != null) {
        return told;
      }
      int slash = number.indexOf('/');
      return slash > 0 ? number.substring(0, slash) : OTHER;
    }

    private String visit() {
      return visits().isEmpty() ? null : visits().get(0);
    }

    private List<String> visits() {
      return VISITS.stream().map(this::number).filter(Objects::nonNull).distinct().toList();
    }

    private List<String> tokens() {
      Tokens tokens = new Tokens(event.key().facility());
      switch (kind) {
        case SETTLEMENT -> {
          tokens.settlement(type, number).order(text("outTradeNo"));
          paymentKeys().forEach(tokens::payment);
          if (type.equals(INPATIENT)) {
            visits().forEach(tokens::admission);
          }
        }
        case PAYMENT -> {
          order(tokens);
          settles(tokens, text("settlementRef"));
          tokens.payment(number).payment(Tokens.transaction(number));
          String scene = text("scene");
          if (scene != null && INPATIENT_SCENES.contains(scene)) {
            visits().forEach(tokens::admission);
          }
        }
        case REFUND -> {
          order(tokens);
          tokens.payment(text("originalKey"));
          if (tokens.list().isEmpty()) {
            // the balance of an admission that is paid out names no payment
            visits().forEach(tokens::admission);
          }
        }
      }
      return tokens.list();
    }

    /**
     * An order number: HIS often uses that of the settlement, or names the order as what was paid.
     */
    private void order(Tokens tokens) {
      String order = text("outTradeNo");
      tokens.order(order).payment(order);
      settles(tokens, order);
    }

    /** The number of a settlement: of one of both types where the scene does not say which. */
    private void settles(Tokens tokens, String settlement) {
      String scene = text("scene");
      if (scene == null || !INPATIENT_SCENES.contains(scene)) {
        tokens.settlement(OUTPATIENT, settlement);
      }
      if (scene == null || !OUTPATIENT_SCENES.contains(scene)) {
        tokens.settlement(INPATIENT, settlement);
      }
    }

    private List<String> paymentKeys() {
      return event.attributes().get("paymentKeys") instanceof List<?> keys
          ? keys.stream()
              .map(item -> item instanceof Map<?, ?> map ? map.get("key") : null)
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .toList()
          : List.of();
    }

    private long reversed() {
      long sum = 0;
      if (event.attributes().get("reversals") instanceof List<?> reversals) {
        for (Object item : reversals) {
          if (item instanceof Map<?, ?> map && map.get("amountFen") instanceof Number part) {
            sum += Math.abs(bounded(part.longValue()));
          }
        }
      }
      return bounded(sum);
    }

    private String text(String name) {
      return event.attributes().get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** A number, or null where the source writes that it has none. */
    private String number(String name) {
      String text = text(name);
      return text == null || Tokens.isNothing(text) ? null : text.strip();
    }

    private Long amount(String name) {
      return event.attributes().get(name) instanceof Number number
          ? (Long) bounded(number.longValue())
          : null;
    }

    private long bounded(long fen) {
      if (fen > MOST || fen < -MOST) {
        doubtful = true;
        return fen > 0 ? MOST : -MOST;
      }
      return fen;
    }
  }
}
