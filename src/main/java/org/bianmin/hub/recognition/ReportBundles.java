package org.bianmin.hub.recognition;

import java.time.ZoneId;
import java.util.Map;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PersonIdentity;

/**
 * Makes the FHIR R4 document bundle of a report, as docs/platform-contract/recognition.md asks and
 * the profiles beside it check. Nothing is converted: values, units, ranges and flags are those of
 * the source. The same version of a report gives the same bytes. Safe for use by many threads.
 */
public final class ReportBundles {

  static final String TYPE = "result.issued";

  /** Most bytes of a bundle (recognition.md). */
  static final int LARGEST = 32 << 20;

  private final ReportSources sources;
  private final ZoneId zone;

  /**
   * Makes bundles.
   *
   * @param zone whose clock the times of a bundle show
   */
  public ReportBundles(ReportSources sources, ZoneId zone) {
    this.sources = sources;
    this.zone = zone;
  }

  /**
   * Whether a report must be shown at once: it was posted to the wrong patient (OBR-25 = W).
   *
   * @param attributes of the void fact
   */
  public static boolean urgent(EventStatus status, Map<String, Object> attributes) {
    return status == EventStatus.VOID && "wrong".equals(attributes.get("withdrawal"));
  }

  /**
   * The bundle of one version of a report; of a void one its recall.
   *
   * @param judgement what was judged of this version; null where nothing was
   * @param person who the patient is by law; null where only the hospital's number is known
   */
  public ReportBundle bundle(MeasureEvent event, Judgement judgement, PersonIdentity person) {
    return bundle(event, judgement, person, false);
  }

  /**
   * The same.
   *
   * @param moved whether its version before was of another person by law
   */
  ReportBundle bundle(
      MeasureEvent event, Judgement judgement, PersonIdentity person, boolean moved) {
    Report report = new Report(event);
    NotPublishable obstacle = report.obstacle(person);
    if (obstacle != null) {
      return new ReportBundle.Refused(obstacle);
    }
    boolean urgent = moved || urgent(event.status(), event.attributes());
    return new BundleWriter(report, judgement, person, sources, zone).write(urgent);
  }
}
