package org.bianmin.hub.event;

/**
 * Two identifiers name one person (ADT A18, A30, A34, A36, A40, A47).
 *
 * @param old the identifier given up (MRG-1)
 * @param current the identifier that remains (PID-3)
 * @param source who says it
 */
public record PatientLink(PatientId old, PatientId current, SourceRef source) implements Link {}
