package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Mapping files. */
@RestController
@RequestMapping("/api/v1/mappings")
@Tag(name = "mappings")
final class MappingsApi {

  /**
   * The set in force after a reload.
   *
   * @param hash its content hash
   * @param problems always empty: a folder with problems is refused
   */
  record Reloaded(String hash, List<MappingProblem> problems) {}

  private final ObjectProvider<Mappings> provider;

  MappingsApi(ObjectProvider<Mappings> mappings) {
    this.provider = mappings;
  }

  @PostMapping("/reload")
  @Operation(summary = "Puts the mappings folder in force; 422 lists what is wrong with it")
  ResponseEntity<Object> reload() {
    Mappings mappings = provider.getObject();
    List<MappingProblem> problems = mappings.reload();
    if (problems.isEmpty()) {
      return ResponseEntity.ok(new Reloaded(mappings.inForce().hash(), problems));
    }
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_ENTITY,
            "The mappings folder has "
                + problems.size()
                + " problems; the set "
                + mappings.inForce().hash()
                + " stays in force. Mend the lines named and reload again.");
    detail.setProperty("problems", problems);
    return ResponseEntity.unprocessableEntity()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }
}
