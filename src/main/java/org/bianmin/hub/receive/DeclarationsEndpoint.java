package org.bianmin.hub.receive;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Takes what a named person declares (docs/declarations.md). It goes the way of every message:
 * journal, normalizer, facts. Unlike the feeds of machines it stays behind the console's door.
 */
@RestController
@Tag(name = "declarations")
class DeclarationsEndpoint {

  static final String TRANSPORT = "declaration";

  private final DocumentIntake intake;

  DeclarationsEndpoint(DocumentIntake intake) {
    this.intake = intake;
  }

  @PostMapping("/api/v1/declarations")
  @Operation(summary = "Takes one declaration, or {\"items\": [ … ]}")
  DeferredResult<ResponseEntity<Object>> receive(HttpServletRequest request) {
    var result = DocumentIntake.answer();
    try {
      String source = intake.source(TRANSPORT, request.getHeader("X-Hub-Source"));
      List<EventBody.Document> told = EventBody.read(request, intake.maxBytes(source));
      var documents =
          Declaration.documents(told, intake.properties(source).zone(), intake.facility(source));
      intake.store(source, documents, null, result);
    } catch (EventRefusal refusal) {
      result.setResult(refusal.answer());
    } catch (RuntimeException e) {
      DocumentIntake.fail(e, result);
    }
    return result;
  }
}
