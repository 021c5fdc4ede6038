package org.bianmin.hub.mapping;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the mapping files are.
 *
 * @param mappings folder with events/, profiles/, codes/, recognition/, value-sets.yaml and
 *     patient-links.yaml
 * @param mappingsReload how often the folder is looked at for changed files, which are put in force
 *     when all of them are in order; 0 leaves that to the command
 */
@ConfigurationProperties("hub")
public record MappingFolder(
    @DefaultValue("./mappings") Path mappings, @DefaultValue("5s") Duration mappingsReload) {}
