package org.bianmin.hub.trial;

/**
 * The visit as PV1 tells it; empty where a field does not apply.
 *
 * @param visitClass PV1-2, HL7 table 0004
 * @param number PV1-19
 * @param location PV1-3
 * @param prior PV1-6, the location before a transfer
 * @param department PV1-10
 * @param admitSource PV1-14
 * @param level PV1-18
 * @param feeClass PV1-20
 * @param disposition PV1-36
 * @param start PV1-44
 * @param end PV1-45
 */
record Visit(
    String visitClass,
    String number,
    String location,
    String prior,
    String department,
    String admitSource,
    String level,
    String feeClass,
    String disposition,
    String start,
    String end) {

  static Visit outpatient(
      String visitClass,
      String number,
      Department department,
      String level,
      String feeClass,
      String start) {
    return new Visit(
        visitClass,
        number,
        department.clinic(),
        "",
        department.code(),
        "",
        level,
        feeClass,
        "",
        start,
        "");
  }

  static Visit inpatient(
      String number, Department department, String bed, String admitSource, String start) {
    return new Visit("I", number, bed, "", department.code(), admitSource, "", "", "", start, "");
  }

  Visit in(Department other, String newLocation) {
    return new Visit(
        visitClass,
        number,
        newLocation,
        location,
        other.code(),
        admitSource,
        level,
        feeClass,
        disposition,
        start,
        end);
  }

  /** The same visit registered with another department, no transfer. */
  Visit mended(Department other) {
    return new Visit(
        visitClass,
        number,
        other.clinic(),
        "",
        other.code(),
        admitSource,
        level,
        feeClass,
        disposition,
        start,
        end);
  }

  Visit discharged(String newDisposition, String newEnd) {
    return new Visit(
        visitClass,
        number,
        location,
        "",
        department,
        admitSource,
        level,
        feeClass,
        newDisposition,
        start,
        newEnd);
  }

  Visit withClass(String other) {
    return new Visit(
        other,
        number,
        location,
        prior,
        department,
        admitSource,
        level,
        feeClass,
        disposition,
        start,
        end);
  }

  Visit withNumber(String other) {
    return new Visit(
        visitClass,
        other,
        location,
        prior,
        department,
        admitSource,
        level,
        feeClass,
        disposition,
        start,
        end);
  }

  String pv1() {
    SegmentWriter pv1 = SegmentWriter.of("PV1").set(1, "1").set(2, visitClass).set(3, location);
    put(pv1, 6, prior);
    put(pv1, 10, department);
    put(pv1, 14, admitSource);
    put(pv1, 18, level);
    put(pv1, 19, number);
    put(pv1, 20, feeClass);
    put(pv1, 36, disposition);
    put(pv1, 44, start);
    put(pv1, 45, end);
    return pv1.end();
  }

  private static void put(SegmentWriter segment, int field, String value) {
    if (!value.isEmpty()) {
      segment.set(field, value);
    }
  }
}
