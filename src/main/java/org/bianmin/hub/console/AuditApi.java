package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.bianmin.hub.audit.AuditCheck;
import org.bianmin.hub.audit.AuditQueries;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit")
final class AuditApi {

  /**
   * An act as the API writes it.
   *
   * @param outcome done, refused, failed, or null where nothing says how it ended
   */
  record ActJson(
      long id,
      String at,
      String who,
      String from,
      String act,
      String object,
      String reason,
      String outcome) {

    static ActJson of(AuditQueries.Act act, Times times) {
      var entry = act.entry();
      var asked = entry.asked();
      return new ActJson(
          entry.entry(),
          times.text(entry.at()),
          MessageFilter.given(asked.who()),
          asked.from(),
          asked.act(),
          MessageFilter.given(act.object()),
          MessageFilter.given(asked.reason()),
          act.outcome());
    }
  }

  private final AuditQueries trail;
  private final AuditCheck check;
  private final Times times;

  AuditApi(AuditQueries trail, AuditCheck check, Times times) {
    this.trail = trail;
    this.check = check;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Who asked for what, newest first")
  Listing<ActJson> list(
      AuditFilter filter,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    var selection = filter.selection();
    return Listing.read(
            after,
            limit,
            act -> act.entry().entry(),
            (from, size) -> trail.page(selection, from, size))
        .map(act -> ActJson.of(act, times));
  }

  @GetMapping("/check")
  @Operation(summary = "Reads the whole chain: whether it is whole, or where it breaks")
  AuditCheck.Finding check() {
    return check.check();
  }
}
