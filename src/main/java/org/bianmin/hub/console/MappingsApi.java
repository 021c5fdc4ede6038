package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.mapping.CodeEdition;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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

  /**
   * The set in force, and what keeps the folder from being it.
   *
   * @param hash content hash of the set in force; stands with every event that it made
   * @param loadedAt since when it is in force
   * @param problems of the folder as it was last read; empty when it is the set in force
   */
  record MappingsJson(
      String hash,
      String loadedAt,
      int events,
      List<String> profiles,
      List<MappingProblem> problems,
      List<TableJson> tables) {}

  /**
   * A code table.
   *
   * @param dated whether it has rows that hold for a time only
   * @param system, edition, source, from what {@code codes/editions.yaml} says of its targets; null
   *     where it says nothing
   */
  record TableJson(
      String name,
      int rows,
      boolean dated,
      String system,
      String edition,
      String source,
      String from) {}

  private final ObjectProvider<Mappings> provider;
  private final Times times;

  MappingsApi(ObjectProvider<Mappings> mappings, Times times) {
    this.provider = mappings;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "The mapping set in force, its code tables, and problems of the folder")
  MappingsJson get() {
    Mappings mappings = provider.getObject();
    MappingSet set = mappings.inForce();
    return new MappingsJson(
        set.hash(),
        times.text(mappings.since().toEpochMilli()),
        set.events().size(),
        List.copyOf(set.profiles().keySet()),
        mappings.problems(),
        set.tables().values().stream().map(table -> json(table, set)).toList());
  }

  private static TableJson json(CodeTable table, MappingSet set) {
    CodeEdition edition =
        set.editions().getOrDefault(table.name(), new CodeEdition(null, null, null, null));
    return new TableJson(
        table.name(),
        table.size(),
        table.isDated(),
        edition.system(),
        edition.edition(),
        edition.source(),
        edition.from());
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
