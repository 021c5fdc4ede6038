package org.bianmin.hub.trial;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A clinical department and its ward.
 *
 * @param code department code (PV1-10)
 * @param ward ward code (PV1-3.1 of inpatients)
 * @param campus campus code
 */
record Department(String code, String ward, String campus, Diagnosis diagnosis) {

  /** An ICD-10 diagnosis with its Chinese name. */
  record Diagnosis(String code, String name) {}

  static final Department EMERGENCY = of("0305", "W0305", "EAST", "R50.900", "发热");

  private static final List<Department> CLINICAL =
      List.of(
          of("0301", "W0301", "EAST", "I10.x00", "原发性高血压"),
          of("0302", "W0302", "EAST", "J18.900", "肺炎"),
          of("0303", "W0303", "EAST", "K35.800", "急性阑尾炎"),
          of("0304", "W0304", "EAST", "S82.100", "胫骨上端骨折"),
          of("0306", "W0306", "WEST", "O80.900", "单胎顺产"),
          of("0307", "W0307", "WEST", "J20.900", "急性支气管炎"),
          of("0308", "W0308", "WEST", "H25.900", "老年性白内障"),
          of("0309", "W0309", "EAST", "E11.900", "2型糖尿病"),
          of("0310", "W0310", "EAST", "I63.900", "脑梗死"));

  static Department any(SplittableRandom random) {
    return CLINICAL.get(random.nextInt(CLINICAL.size()));
  }

  /** Another department than this one. */
  Department other(SplittableRandom random) {
    Department other = any(random);
    while (other.equals(this)) {
      other = any(random);
    }
    return other;
  }

  String clinic() {
    return code + "^^^" + campus;
  }

  String bed(SplittableRandom random) {
    return ward + "^" + random.nextInt(1, 20) + "^" + random.nextInt(1, 6);
  }

  private static Department of(
      String code, String ward, String campus, String icd, String diagnosis) {
    return new Department(code, ward, campus, new Diagnosis(icd, diagnosis));
  }
}
