package org.bianmin.hub.recognition.figures;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the figures are measured by.
 *
 * @param uploadWithin a report counts as uploaded in time (MR-01) when the platform has accepted it
 *     within this time of its issue; the province sets it
 */
@ConfigurationProperties("hub.recognition")
public record FigureProperties(@DefaultValue("24h") Duration uploadWithin) {}
