package org.bianmin.hub.alert;

/**
 * What a rule is held against.
 *
 * @param subject source, destination, facility or report; never a patient
 * @param value in the unit of its kind
 */
public record Figure(String subject, double value) {}
