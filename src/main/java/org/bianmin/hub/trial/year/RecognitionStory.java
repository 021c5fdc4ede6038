package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Results of elsewhere at a consultation: offered, viewed, recognised or not, and taken back. */
final class RecognitionStory extends Story {

  private static final String[] DECISIONS = {
    "recognised", "declined", "recognised", "quoted", "recognised", "declined", "recognised"
  };
  private static final String[] REASONS = {"R1", "R2", "R3", "R4", "R6", "R7", "R9", "R10"};
  private static final String[] ITEMS = {"HR-CT-CHEST", "HR-CBC", "HR-US-ABDOMEN", "HR-MR-HEAD"};

  RecognitionStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "Q", date, n);
  }

  void tell() {
    String patient = "QP" + n;
    String visit = "VQ" + stem;
    String item = turn(ITEMS);
    String report = "ER" + stem;
    long at = at(date, 8, 16);
    boolean ordering = n % 3 != 0;
    Fact prompt =
        fact("recognition.prompted", "PR" + stem, at, patient)
            .with("doctorId", "D1")
            .with("visitRef", visit)
            .with("scene", ordering ? "2" : "1")
            .with("orderRef", ordering ? "OQ" + stem : null)
            .with(
                "candidates",
                List.of(
                    (Object)
                        Map.of(
                            "reportNo",
                            report,
                            "orgCode",
                            "YH2B",
                            "itemCode",
                            item,
                            "itemName",
                            "x")))
            .with("encounterRef", visit)
            .with("deptCode", department())
            .counts("prompted")
            .counts("prompted." + (ordering ? "2" : "1"));
    prompt.told(at);
    Fact view = n % 4 == 3 ? null : viewed(visit, patient, report, at);
    if (view != null) {
      prompt.joint(main, "prompted.viewed", view);
    }
    if (n % 6 != 5) {
      decided(visit, patient, report, item, at + minutes(2, 5));
    }
    if (n % 37 == 9) {
      prompt.gone(main, at + minutes(10, 60));
    }
  }

  private Fact viewed(String visit, String patient, String report, long at) {
    Fact view = null;
    for (int i = 0; i < (n % 8 == 2 ? 2 : 1); i++) {
      view =
          fact("recognition.viewed", "VW" + stem + i, at + (i + 1) * 30_000L, patient)
              .with("doctorId", "D1")
              .with("reportNo", report)
              .with("sourceOrg", "YH2B")
              .with("patientConsent", true)
              .with("encounterRef", visit)
              .counts("viewed")
              .told(at + (i + 1) * 30_000L);
    }
    return view;
  }

  private void decided(String visit, String patient, String report, String item, long at) {
    String decision = turn(DECISIONS);
    boolean declined = decision.equals("declined");
    boolean recognised = decision.equals("recognised");
    String reason = declined ? REASONS[(int) (n / 7 % REASONS.length)] : null;
    Long saved = recognised && n % 14 != 0 ? (Long) (5_000 + n % 40 * 1_000) : null;
    Fact decided =
        fact("recognition.decided", visit + "/" + report + "/" + item, at, patient)
            .with("decision", decision)
            .with("reasonCode", reason)
            .with("doctorId", "D1")
            .with("itemCode", item)
            .with("reportNo", report)
            .with("sourceOrg", "YH2B")
            .with("savedFen", saved)
            .with("replacedOrderRef", recognised ? "OQ" + stem : null)
            .with("encounterRef", visit)
            .counts("decided")
            .counts("decided." + decision);
    if (declined) {
      decided.counts("declined." + reason);
    }
    if (saved != null) {
      decided.adds("saved", saved).counts("decided.priced");
    }
    decided.told(at);
    if (n % 29 == 4) {
      decided.gone(main, at + minutes(1, 30));
    } else if (corrected(8)) {
      decided.gone(late, lateAt());
    }
  }
}
