package org.bianmin.hub.normalize;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where mapping files are tried.
 *
 * @param drafts folder with one whole mappings folder per draft; a draft run reads nothing that
 *     lies elsewhere
 */
@ConfigurationProperties("hub")
public record DraftFolder(@DefaultValue("./mappings-draft") Path drafts) {}
