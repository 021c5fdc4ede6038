package org.bianmin.hub.recognition;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Mutual recognition of results (互认).
 *
 * @param enabled whether the hub takes part in it
 * @param platform id of the destination that is asked for catalogue, results of others and notices;
 *     none: only what the hub knows itself counts
 * @param catalogue whose word counts where platform and {@code recognition/catalogue.csv} both tell
 *     an item: {@code platform-first} or {@code files-first}
 * @param catalogueEvery how often the platform is asked for its catalogue
 * @param catalogueRetry pause after it could not be had; doubled with each further failure, up to
 *     {@code catalogue-every}
 * @param auditRequired whether only audited reports are recognised: those that name the time of the
 *     audit or who did it
 * @param warnBefore how long before its end a scope is warned of, and how long after
 */
@ConfigurationProperties("hub.recognition")
public record RecognitionProperties(
    @DefaultValue("false") boolean enabled,
    String platform,
    @DefaultValue("platform-first") CatalogueOrder catalogue,
    @DefaultValue("6h") Duration catalogueEvery,
    @DefaultValue("1m") Duration catalogueRetry,
    @DefaultValue("false") boolean auditRequired,
    @DefaultValue("60d") Duration warnBefore) {

  public RecognitionProperties {
    require(catalogueEvery, "catalogue-every", "6h");
    require(catalogueRetry, "catalogue-retry", "1m");
    require(warnBefore, "warn-before", "60d");
  }

  /** Without a pause the platform would be asked without end. */
  private static void require(Duration duration, String name, String example) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "hub.recognition." + name + " is longer than 0, for example " + example);
    }
  }

  /**
   * Refuses a platform that is no destination.
   *
   * @param known ids of the destinations that are enabled
   */
  void check(Set<String> known) {
    if (enabled && platform != null && !known.contains(platform)) {
      throw new IllegalArgumentException(
          "hub.recognition.platform names '"
              + platform
              + "', which is no enabled destination; name one of "
              + known
              + " or configure hub.destinations."
              + platform);
    }
  }
}
