package org.bianmin.hub.event;

/**
 * What a message tells of who a patient is by law.
 *
 * @param patient the identifier under which the facts name the patient
 * @param source who says it, and when
 */
public record ToldIdentity(PatientId patient, PersonIdentity identity, SourceRef source) {}
