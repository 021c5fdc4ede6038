package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.bianmin.hub.facts.DeclarationQueries;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What has been declared and counts. */
@RestController
@Tag(name = "declarations")
final class DeclarationApi {

  private final DeclarationQueries declarations;
  private final Times times;

  DeclarationApi(DeclarationQueries declarations, Times times) {
    this.declarations = declarations;
    this.times = times;
  }

  @GetMapping("/api/v1/declarations")
  @Operation(
      summary = "Declarations in force at a point in time (now by default), newest first",
      description =
          "Those past their validity, or named by supersedes of one that has begun, are left out;"
              + " GET /api/v1/events?type=declaration.made lists all")
  Listing<EventJson> inForce(
      @RequestParam(required = false) String obligation,
      @RequestParam(required = false) String at) {
    Long time = Times.parse("at", at);
    return new Listing<>(
            declarations.inForce(
                MessageFilter.given(obligation), time == null ? System.currentTimeMillis() : time),
            null)
        .map(row -> EventJson.of(row, times));
  }
}
