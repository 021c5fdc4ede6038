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
   *
   * @param numbered whether a merchant number has to be there
   */
  static void check(JsonNode resource, PaymentProperties properties, boolean numbered) {
    JsonNode orders = resource.path("sub_orders");
    if (orders.isArray() && !orders.isEmpty()) {
      for (JsonNode order : orders) {
        payee(order, properties, "a sub_orders[].mchid");
      }
    } else if (numbered || !number(resource).isEmpty()) {
      payee(resource, properties, "the merchant number");
    } else {
      // the APIv3 key that opened it is this merchant's, and none other has it
      Merchants.check(properties.apps(), PaymentJson.text(resource, "appid"), "the appid");
    }
    List<String> apps =
        APPS.stream()
            .map(name -> PaymentJson.text(resource, name))
            .filter(a -> !a.isEmpty())
            .toList();
    if (!apps.isEmpty() && apps.stream().noneMatch(properties.apps()::contains)) {
      Merchants.check(properties.apps(), apps.get(0), "the application id");
    }
  }

  private static void payee(JsonNode order, PaymentProperties properties, String place) {
    Merchants.check(properties.merchants(), number(order), place);
  }

  private static String number(JsonNode order) {
    return PAYEES.stream()
        .map(name -> PaymentJson.text(order, name))
        .filter(number -> !number.isEmpty())
        .findFirst()
        .orElse("");
  }
}
