package org.bianmin.hub.receive;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.telemetry.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Receives FHIR R4 at {@code /fhir}. Every answer but the one to {@code return=minimal} carries a
 * resource; a 2xx leaves only after the journal has committed. A body that cannot be read or taken
 * is refused and parked all the same, so that nobody has to ask the sender for it. OpenAPI leaves
 * it out: FHIR describes itself at {@code /fhir/metadata}. Why no Camel route:
 * docs/adr/003-fhir-over-spring-mvc.md.
 */
@RestController
@Hidden
class FhirEndpoint {

  private static final Logger log = LoggerFactory.getLogger(FhirEndpoint.class);
  private static final String BASE = "/fhir";
  private static final long ANSWER_MILLIS = 60_000;

  private final Intake intake;
  private final Sources sources;
  private final Clock clock;
  private final Date started;

  FhirEndpoint(Intake intake, Sources sources) {
    this.intake = intake;
    this.sources = sources;
    this.clock = Clock.systemUTC();
    this.started = Date.from(clock.instant());
  }

  @RequestMapping({BASE, BASE + "/**"})
  DeferredResult<ResponseEntity<byte[]>> receive(HttpServletRequest request) {
    FhirAnswers answers =
        new FhirAnswers(
            FhirMedia.answerXml(
                request.getParameter("_format"),
                request.getHeader(HttpHeaders.ACCEPT),
                request.getContentType()),
            prefersMinimal(request.getHeader("Prefer")));
    var result = new DeferredResult<ResponseEntity<byte[]>>(ANSWER_MILLIS, answers::unavailable);
    try {
      handle(request, answers, result);
    } catch (FhirRefusal refusal) {
      result.setResult(answers.of(refusal));
    } catch (RuntimeException e) {
      fail(e, answers, result);
    }
    return result;
  }

  private void handle(
      HttpServletRequest request,
      FhirAnswers answers,
      DeferredResult<ResponseEntity<byte[]>> result) {
    FhirSource source = FhirSource.of(sources);
    String path = request.getRequestURI().substring(request.getContextPath().length());
    FhirInteraction interaction =
        FhirInteraction.of(request.getMethod(), path.substring(BASE.length()));
    if (interaction.isMetadata()) {
      String version = FhirEndpoint.class.getPackage().getImplementationVersion();
      result.setResult(
          answers.of(HttpStatus.OK, new FhirCapabilities(version, started).statement()));
      return;
    }
    FhirMedia media = FhirMedia.of(request.getContentType());
    String traceparent = TraceParent.of(request.getHeader(TraceParent.HEADER));
    byte[] raw = FhirRequestBody.read(request, source.maxBytes());
    store(new Arrival(source, interaction, media, raw, traceparent), answers, result);
  }

  private void store(
      Arrival arrival, FhirAnswers answers, DeferredResult<ResponseEntity<byte[]>> result) {
    Charset charset =
        arrival.media().charset() != null
            ? arrival.media().charset()
            : FhirBody.declared(arrival.raw());
    FhirReading reading =
        FhirReading.of(arrival.raw(), charset, arrival.media().xml(), arrival.interaction()::check);
    NewMessage message =
        reading
            .message(
                arrival.source().id(), arrival.source().facility(), clock.millis(), arrival.raw())
            .with(arrival.traceparent());
    ResponseEntity<byte[]> answer =
        reading.refusal() == null
            ? answers.of(reading.acceptance())
            : answers.of(reading.refusal());
    commit(message, answer, answers, result);
  }

  private void commit(
      NewMessage message,
      ResponseEntity<byte[]> answer,
      FhirAnswers answers,
      DeferredResult<ResponseEntity<byte[]>> result) {
    CompletableFuture<Receipt> committed = intake.receive(message);
    var unused =
        committed.whenComplete(
            (receipt, failure) -> {
              if (failure == null) {
                result.setResult(answer);
              } else {
                fail(failure, answers, result);
              }
            });
  }

  private static void fail(
      Throwable failure, FhirAnswers answers, DeferredResult<ResponseEntity<byte[]>> result) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreUnavailable) {
      result.setResult(answers.unavailable());
      return;
    }
    // the class only: exception texts of parsers and containers may quote the message
    log.error(
        "Could not receive a FHIR message ({}); the sender was told to keep it",
        cause.getClass().getName());
    result.setResult(answers.failed());
  }

  private static boolean prefersMinimal(String prefer) {
    return prefer != null && prefer.toLowerCase(Locale.ROOT).contains("return=minimal");
  }

  /** A request whose body has been read. */
  private record Arrival(
      FhirSource source,
      FhirInteraction interaction,
      FhirMedia media,
      byte[] raw,
      String traceparent) {}
}
