package org.bianmin.hub.receive.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.receive.payment.Provider.Answer;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Takes notifications of payment providers. The provider's "received" leaves after the journal's
 * commit; every other answer makes the provider send the notification again.
 */
@RestController
@Tag(name = "payments")
class PaymentsEndpoint {

  /** Wallets wait five seconds. */
  private static final long ANSWER_MILLIS = 4_500;

  private static final String RETRY_SECONDS = "10";
  private static final int LONGEST_HEADER = 4_096;

  /** What of a request is read, kept with a notification, and shown with a refused one. */
  private static final List<String> HEADERS =
      List.of(
          "content-type",
          "user-agent",
          "wechatpay-serial",
          "wechatpay-timestamp",
          "wechatpay-nonce",
          "wechatpay-signature",
          "wechatpay-signature-type",
          "x-pay-timestamp",
          "x-pay-nonce",
          "x-pay-signature",
          "x-pay-serial");

  private static final Logger LOG = LoggerFactory.getLogger(PaymentsEndpoint.class);

  private final PaymentSources sources;
  private final PaymentIntake intake;
  private final PaymentRefusals refusals;
  private final Clock clock;

  @Autowired
  PaymentsEndpoint(PaymentSources sources, PaymentIntake intake, PaymentRefusals refusals) {
    this(sources, intake, refusals, Clock.systemUTC());
  }

  PaymentsEndpoint(
      PaymentSources sources, PaymentIntake intake, PaymentRefusals refusals, Clock clock) {
    this.sources = sources;
    this.intake = intake;
    this.refusals = refusals;
    this.clock = clock;
  }

  @PostMapping("/payments/{name}")
  @Operation(summary = "Takes a signed notification of a payment provider (docs/payments.md)")
  DeferredResult<ResponseEntity<Object>> receive(
      @PathVariable String name, HttpServletRequest request) {
    PaymentSource source = sources.named(name);
    if (source == null) {
      var unknown = new DeferredResult<ResponseEntity<Object>>();
      unknown.setResult(unknown());
      return unknown;
    }
    var result =
        new DeferredResult<ResponseEntity<Object>>(ANSWER_MILLIS, () -> unavailable(source));
    byte[] body = new byte[0];
    Notification notification = new Notification(headers(request), body, clock.millis());
    try {
      body = body(request, source);
      notification = new Notification(notification.headers(), body, notification.at());
      var unused =
          intake
              .receive(source, notification)
              .whenComplete(
                  (receipt, failure) ->
                      result.setResult(
                          failure == null
                              ? answer(source.provider().received())
                              : failed(source, failure)));
    } catch (RefusedNotification refused) {
      refusals.refuse(source, notification, request.getRemoteAddr(), refused);
      result.setResult(refused(source, refused));
    } catch (RuntimeException e) {
      result.setResult(failed(source, e));
    }
    return result;
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (String name : HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value.substring(0, Math.min(value.length(), LONGEST_HEADER)));
      }
    }
    return headers;
  }

  private static byte[] body(HttpServletRequest request, PaymentSource source) {
    int most = source.maxBytes();
    if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
      throw new RefusedNotification(Reason.MALFORMED, "the body is compressed; send it as it is");
    }
    byte[] body;
    try (InputStream in = request.getInputStream()) {
      body = in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new RefusedNotification(Reason.MALFORMED, "the body was cut off; send it again");
    }
    if (body.length > most) {
      throw new RefusedNotification(
          Reason.TOO_LARGE,
          "it is larger than " + most + " bytes (hub.sources.<id>.payment.max-body)");
    }
    return body;
  }

  private static ResponseEntity<Object> refused(PaymentSource source, RefusedNotification refused) {
    return answer(
        source
            .provider()
            .failed(
                refused.reason().status(), refused.reason().code() + ": " + refused.getMessage()));
  }

  private static ResponseEntity<Object> failed(PaymentSource source, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof StoreUnavailable)) {
      // the class only: exception texts of parsers and drivers may quote the notification
      LOG.error(
          "hub.sources.{}: a notification could not be received ({}); the provider sends it again",
          source.id(),
          cause.getClass().getName());
    }
    return unavailable(source);
  }

  private static ResponseEntity<Object> unavailable(PaymentSource source) {
    Answer answer =
        source
            .provider()
            .failed(
                HttpStatus.SERVICE_UNAVAILABLE.value(),
                "unavailable: the hub cannot store it now; send it again");
    return ResponseEntity.status(answer.status())
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .contentType(MediaType.parseMediaType(answer.type()))
        .body(answer.body());
  }

  private static ResponseEntity<Object> answer(Answer answer) {
    var response = ResponseEntity.status(answer.status()).cacheControl(CacheControl.noStore());
    return answer.type() == null
        ? response.build()
        : response.contentType(MediaType.parseMediaType(answer.type())).body(answer.body());
  }

  private static ResponseEntity<Object> unknown() {
    return ResponseEntity.status(HttpStatus.NOT_FOUND)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND,
                "Nothing is received here: the path ends with the id of a source with transport"
                    + " payment (hub.sources.<id>), or with its provider where one source has it"));
  }
}
