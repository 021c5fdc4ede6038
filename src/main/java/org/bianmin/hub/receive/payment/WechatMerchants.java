package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.bianmin.hub.journal.PaymentProperties;

/** Whether what WeChat Pay tells was paid to this hospital. */
final class WechatMerchants {

  /** Who gets the money, before who acts for it. */
  private static final List<String> PAYEES = List.of("sub_mchid", "mchid", "sp_mchid");

  private static final List<String> APPS =
      List.of("sub_appid", "appid", "sp_appid", "combine_appid");

  private WechatMerchants() {}

  /**
   * Refuses what others were paid. A partner's notifications name the hospital as {@code
   * sub_mchid}; combined ones name a merchant per order.
   */
  static void check(JsonNode resource, PaymentProperties properties) {
    JsonNode orders = resource.path("sub_orders");
    if (orders.isArray() && !orders.isEmpty()) {
      for (JsonNode order : orders) {
        payee(order, properties, "a sub_orders[].mchid");
      }
    } else {
      payee(resource, properties, "the merchant number");
    }
    List<String> apps =
        APPS.stream().map(name -> resource.path(name).asText()).filter(a -> !a.isEmpty()).toList();
    if (!apps.isEmpty() && apps.stream().noneMatch(properties.apps()::contains)) {
      Merchants.check(properties.apps(), apps.get(0), "the application id");
    }
  }

  private static void payee(JsonNode order, PaymentProperties properties, String place) {
    String payee =
        PAYEES.stream()
            .map(name -> order.path(name).asText())
            .filter(number -> !number.isEmpty())
            .findFirst()
            .orElse("");
    Merchants.check(properties.merchants(), payee, place);
  }
}
