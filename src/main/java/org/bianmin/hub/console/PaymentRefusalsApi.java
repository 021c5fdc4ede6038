package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bianmin.hub.receive.payment.PaymentRefusals;
import org.bianmin.hub.receive.payment.RefusedRow;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refused notifications of payment providers. */
@RestController
@RequestMapping("/api/v1/payments/refusals")
@Tag(name = "payments")
final class PaymentRefusalsApi {

  private final PaymentRefusals refusals;
  private final Times times;

  PaymentRefusalsApi(PaymentRefusals refusals, Times times) {
    this.refusals = refusals;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Refused notifications that are kept, the newest first, without bodies")
  Listing<Map<String, Object>> list(
      @RequestParam(required = false) String source,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return Listing.read(
            after, limit, RefusedRow::id, (from, size) -> refusals.page(source, from, size))
        .map(this::item);
  }

  @GetMapping("/{id}")
  @Operation(summary = "One of them with its headers and its body in base64; the look is audited")
  ResponseEntity<Map<String, Object>> one(@PathVariable long id) {
    PaymentRefusals.Evidence found =
        refusals
            .find(id)
            .orElseThrow(
                () -> new NotFound("There is no refused notification " + id + ", or no more"));
    Map<String, Object> item = item(found.row());
    item.put("headers", found.headers());
    item.put("bodyBase64", Base64.getEncoder().encodeToString(found.body()));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(item);
  }

  private Map<String, Object> item(RefusedRow row) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", row.id());
    item.put("source", row.source());
    item.put("at", times.text(row.at()));
    item.put("reason", row.reason());
    item.put("detail", row.detail());
    item.put("size", row.size());
    item.put("sha256", row.sha256());
    return item;
  }
}
