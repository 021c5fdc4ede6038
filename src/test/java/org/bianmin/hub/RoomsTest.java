package org.bianmin.hub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table of rooms (docs/adr/001-rooms.md). Move an arrow here first, with a reason. */
@AnalyzeClasses(packages = "org.bianmin.hub", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  private static final String BASE = "org.bianmin.hub";

  /** Each room and the rooms it may use. */
  private static final Map<String, List<String>> ROOMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("event", List.of()),
              Map.entry("store", List.of()),
              // ids of traces are made of the store's number (ADR 020)
              Map.entry("telemetry", List.of("store")),
              Map.entry("journal", List.of("event", "store", "telemetry")),
              // settings of Kafka clients, of those that read topics and those that write to them
              Map.entry("kafka", List.of()),
              // when an HTTP call is over, for those who call the platform and alert people
              Map.entry("http", List.of()),
              // documents are checked against the schema that their event file makes
              Map.entry(
                  "receive", List.of("journal", "event", "store", "mapping", "telemetry", "kafka")),
              Map.entry("mapping", List.of("event")),
              Map.entry(
                  "normalize",
                  List.of("mapping", "event", "journal", "facts", "store", "telemetry")),
              Map.entry("facts", List.of("event", "store")),
              Map.entry("delivery", List.of("event", "facts", "store", "telemetry")),
              // recognition uses the main way for all that lasts (ADR 011)
              Map.entry(
                  "recognition",
                  List.of("event", "store", "journal", "mapping", "facts", "delivery")),
              // the rules of reconciliation are read by the mapping room (ADR 013)
              Map.entry("settlement", List.of("event", "store", "mapping", "facts")),
              // definitions name events, attributes and value sets (ADR 014)
              Map.entry("indicator", List.of("event", "store", "mapping", "facts", "delivery")),
              // the client of reports fills an interface of theirs (ADR 016)
              Map.entry(
                  "platform",
                  List.of("event", "delivery", "recognition", "indicator", "kafka", "http")),
              Map.entry("audit", List.of("store")),
              Map.entry("access", List.of("store")),
              // rules are read with the mappings; rooms tell figures without knowing rules (ADR
              // 017)
              Map.entry("alert", List.of("store", "mapping", "http")),
              Map.entry("simulator", List.of()),
              Map.entry(
                  "console",
                  List.of(
                      "event",
                      "store",
                      "journal",
                      "receive",
                      "mapping",
                      "normalize",
                      "facts",
                      "delivery",
                      "recognition",
                      "settlement",
                      "indicator",
                      "platform",
                      "audit",
                      "access",
                      // fills the interface of figures with those of all rooms (ADR 017)
                      "alert")),
              Map.entry("trial", List.of()),
              Map.entry(
                  "cli",
                  List.of(
                      "trial",
                      "mapping",
                      "normalize",
                      "event",
                      "journal",
                      "indicator",
                      // the rules are checked with the mappings
                      "alert",
                      // the chain of a copy of the store is checked without a hub
                      "audit",
                      // the first user is made without a hub that lets anybody in (ADR 018)
                      "access",
                      "store"))));

  @TestFactory
  Stream<DynamicTest> eachRoomUsesOnlyTheRoomsOfItsRow() {
    var classes =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);
    return ROOMS.entrySet().stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room.getKey() + " uses only " + room.getValue(),
                    () -> rule(room.getKey(), room.getValue()).check(classes)));
  }

  private static ArchRule rule(String room, List<String> mayUse) {
    var allowed =
        Stream.concat(Stream.of(room), mayUse.stream()).map(r -> BASE + "." + r + "..").toList();
    var otherRooms =
        DescribedPredicate.describe(
            "a room outside " + mayUse,
            (JavaClass c) ->
                c.getPackageName().startsWith(BASE)
                    && allowed.stream()
                        .noneMatch(a -> JavaClass.Predicates.resideInAPackage(a).test(c)));
    return noClasses()
        .that()
        .resideInAPackage(BASE + "." + room + "..")
        .should()
        .dependOnClassesThat(otherRooms)
        .allowEmptyShould(true);
  }

  @ArchTest
  static final ArchRule everyClassLivesInARoom =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(BASE), ROOMS.keySet().stream().map(r -> BASE + "." + r + ".."))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule theRootHoldsTheApplicationOnly =
      classes()
          .that()
          .resideInAPackage(BASE)
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleName("HubApplication");

  @ArchTest
  static final ArchRule theSharedNounsNeedOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage(BASE + ".event")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", BASE + ".event");

  @ArchTest
  static final ArchRule hapiStaysInNormalizeAndReceive =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              BASE + ".normalize..", BASE + ".receive..", BASE + ".recognition..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ca.uhn..", "org.hl7.fhir..");

  @ArchTest
  static final ArchRule camelStaysAtTheEnds =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + ".receive..", BASE + ".platform..", BASE + ".delivery..")
          .and()
          // the pages that show the routes themselves, and the version of what runs them
          .haveNameNotMatching(".*[.]console[.](Flow[A-Za-z]*|RouteCounters|SystemFigures).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule consoleHasNoSql =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.springframework.jdbc..");

  @ArchTest
  static final ArchRule everyHttpCallOfTheHubEndsInTime =
      noClasses()
          .that()
          // a command's user can end it, and trials speak to the hub that started them
          .resideOutsideOfPackages(BASE + ".http..", BASE + ".cli..", BASE + ".trial..")
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(HasOwner.Predicates.With.owner(type(HttpClient.class)))
                  .and(JavaCall.Predicates.target(HasName.Predicates.nameStartingWith("send"))))
          .because("HttpClient waits for the body of an answer for ever; use http.TimedCall");

  @ArchTest
  static final ArchRule noPayloadByStandardOutput =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + ".cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
