package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.journal.Sources;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Reads requests with the providers that settings describe. */
final class PaymentFixture {

  /** 2026-11-03T09:31:10+08:00. */
  static final long NOW = 1_793_669_470_000L;

  private PaymentFixture() {}

  /** As {@code hub.*} settings, bound as the hub binds them. */
  static PaymentSources sources(List<String> settings) {
    return new PaymentSources(bound(settings));
  }

  static Sources bound(List<String> settings) {
    Map<String, String> map = new HashMap<>();
    map.put("hub.facility", "H001");
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      map.put(setting.substring(2, equals), setting.substring(equals + 1));
    }
    return new Binder(new MapConfigurationPropertySource(map)).bind("hub", Sources.class).get();
  }

  static Told told(Provider provider, Wallets.Request request, long now) {
    return provider.read(new Notification(request.headers(), request.body(), now));
  }

  static Told told(Provider provider, Wallets.Request request) {
    return told(provider, request, NOW);
  }

  static Reason refused(Provider provider, Wallets.Request request, long now) {
    RefusedNotification refused =
        catchThrowableOfType(RefusedNotification.class, () -> told(provider, request, now));
    assertThat(refused).as("it was taken").isNotNull();
    assertThat(refused.getMessage()).isNotBlank();
    return refused.reason();
  }

  static Reason refused(Provider provider, Wallets.Request request) {
    return refused(provider, request, NOW);
  }
}
