package org.bianmin.hub.mapping;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the mapping files are.
 *
 * @param mappings folder with events/, profiles/, codes/, value-sets.yaml and patient-links.yaml
 */
@ConfigurationProperties("hub")
public record MappingFolder(@DefaultValue("./mappings") Path mappings) {}
