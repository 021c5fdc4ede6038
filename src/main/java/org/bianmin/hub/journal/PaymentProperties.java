package org.bianmin.hub.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A payment provider whose signed notifications are a source (docs/payments.md). Keys are files,
 * which are read anew when they have changed.
 *
 * @param provider {@code wechat}, {@code alipay}, {@code unionpay} or {@code signed-json}
 * @param keys the provider's public keys or certificates, a list of {@code file} and {@code
 *     serial}, several while they change; a certificate tells its serial itself
 * @param apiV3KeyFile file that holds the APIv3 key, 32 characters (wechat)
 * @param secretFile file that holds the shared secret of HMAC-SM3 (signed-json)
 * @param authorities certificates of the authorities that issue UnionPay's certificates, root and
 *     middle (unionpay, version 5.1.0)
 * @param signer whom a certificate inside of a message has to belong to (unionpay)
 * @param apps own application ids; a notification for another one is refused
 * @param merchants own merchant numbers; a notification for another one is refused. Of a source of
 *     bills (file) too, where a file with lines of another one is refused
 * @param merchantPlace JSON Pointer to the merchant number (signed-json)
 * @param tolerance how far the time of sending may be from the hub's clock
 * @param resent how long a provider sends one notification again without a new time (alipay)
 * @param maxBody largest notification
 * @param keepRefusals how many refused notifications are kept as evidence, the newest of those that
 *     the provider has signed and as many of the others; older ones are only counted
 * @param keepRefusedBytes how many bytes of them
 */
public record PaymentProperties(
    String provider,
    List<Key> keys,
    Path apiV3KeyFile,
    Path secretFile,
    List<Path> authorities,
    @DefaultValue("中国银联股份有限公司") String signer,
    Set<String> apps,
    Set<String> merchants,
    @DefaultValue("/merchantNo") String merchantPlace,
    @DefaultValue("5m") Duration tolerance,
    @DefaultValue("26h") Duration resent,
    @DefaultValue("256KB") DataSize maxBody,
    @DefaultValue("200") int keepRefusals,
    @DefaultValue("8MB") DataSize keepRefusedBytes) {

  /**
   * A public key or certificate in a file.
   *
   * @param serial what a notification names it by; null for a certificate, which tells it
   * @param file PEM, DER or base64
   */
  public record Key(String serial, Path file) {}

  public PaymentProperties {
    keys = keys == null ? List.of() : List.copyOf(keys);
    authorities = authorities == null ? List.of() : List.copyOf(authorities);
    apps = apps == null ? Set.of() : Set.copyOf(apps);
    merchants = merchants == null ? Set.of() : Set.copyOf(merchants);
  }
}
