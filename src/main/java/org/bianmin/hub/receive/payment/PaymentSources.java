package org.bianmin.hub.receive.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.journal.PaymentProperties;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.springframework.stereotype.Component;

/**
 * The enabled sources with transport payment. Refuses to start with one that can verify nothing.
 */
@Component
final class PaymentSources {

  private final Map<String, PaymentSource> byId = new TreeMap<>();

  PaymentSources(Sources sources) {
    sources
        .sources()
        .forEach(
            (id, source) -> {
              if (source.enabled() && "payment".equals(source.transport())) {
                byId.put(id, new PaymentSource(id, source, provider(id, source)));
              }
            });
  }

  private static Provider provider(String id, SourceProperties source) {
    String name = "hub.sources." + id + ".payment";
    PaymentProperties payment = source.payment();
    return switch (payment.provider()) {
      case "wechat" -> new WechatPay(name, payment);
      case "alipay" -> new Alipay(name, payment, source.zone());
      case "unionpay" -> new UnionPay(name, payment);
      default -> new SignedJson(name, payment);
    };
  }

  Iterable<PaymentSource> all() {
    return byId.values();
  }

  /**
   * The source that a path names, by its id or by a provider that one source has.
   *
   * @return null when there is none, or when several have the provider
   */
  PaymentSource named(String name) {
    PaymentSource source = byId.get(name);
    if (source != null) {
      return source;
    }
    List<PaymentSource> with = new ArrayList<>();
    for (PaymentSource each : byId.values()) {
      if (each.properties().payment().provider().equals(name)) {
        with.add(each);
      }
    }
    return with.size() == 1 ? with.get(0) : null;
  }
}
