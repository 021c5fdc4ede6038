package org.bianmin.hub.recognition;

import java.time.ZoneId;
import java.util.Optional;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.Persons;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes the bundle of a report when it is sent: with what was judged, and who the patient is. */
@Component
public final class Publishing {

  /** What was judged of a version. */
  private record Judged(int version, String judgement, boolean urgent, String patient) {}

  private static final String JUDGED =
      "select r.version, r.judgement, r.urgent, e.patient from recognition_report r join measure_event e"
          + " on e.id = r.event_id where e.facility = ? and e.type = ? and e.business_key = ?";

  private final JdbcClient queries;
  private final Persons persons;
  private final Judge judge;
  private final Catalogues catalogues;
  private final Mappings mappings;
  private final ReportBundles bundles;

  Publishing(
      JdbcClient queries,
      Persons persons,
      Judge judge,
      Catalogues catalogues,
      Mappings mappings,
      ReportSources sources,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    this.queries = queries;
    this.persons = persons;
    this.judge = judge;
    this.catalogues = catalogues;
    this.mappings = mappings;
    this.bundles = new ReportBundles(sources, zone);
  }

  /**
   * The bundle of a version of a report.
   *
   * @param event a {@code result.issued}
   * @return empty where a newer version was judged already: that one is on its way
   */
  public Optional<ReportBundle> bundle(MeasureEvent event) {
    Optional<Judged> judged =
        queries
            .sql(JUDGED)
            .params(event.key().facility(), event.key().type(), event.key().businessKey())
            .query(
                (row, n) ->
                    new Judged(
                        row.getInt(1), row.getString(2), row.getLong(3) != 0, row.getString(4)))
            .optional();
    if (judged.isPresent() && judged.get().version() > event.version()) {
      return Optional.empty();
    }
    String patient = judged.map(Judged::patient).orElse(null);
    var person =
        event.patient() == null ? null : persons.identityOf(event.patient(), patient).orElse(null);
    Judgement judgement;
    if (judged.isPresent() && judged.get().version() == event.version()) {
      judgement = JudgementJson.read(judged.get().judgement());
    } else {
      // told before recognition was switched on
      MappingSet set = mappings.inForce();
      judgement =
          judge.judge(
              event, person != null, catalogues.inForce(set), set.recognition(), set.hash());
    }
    return Optional.of(
        bundles.bundle(event, judgement, person, judged.map(Judged::urgent).orElse(false)));
  }
}
