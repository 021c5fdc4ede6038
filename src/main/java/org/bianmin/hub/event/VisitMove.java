package org.bianmin.hub.event;

/**
 * A visit has another number (ADT A50) or belongs to another patient (ADT A45). Facts told under
 * the old number go with it, those that come late too.
 *
 * @param facility whose visit numbers these are
 * @param old the number given up (MRG-5)
 * @param current the number that remains (PV1-19); the same where only the patient changes
 * @param holder whose facts name the visit so far
 * @param owner to whom it belongs from now on; null where that does not change
 * @param source who says it
 */
public record VisitMove(
    String facility,
    String old,
    String current,
    PatientId holder,
    PatientId owner,
    SourceRef source)
    implements Link {}
