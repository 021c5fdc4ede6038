package org.bianmin.hub.journal;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * One source of messages, {@code hub.sources.<id>}.
 *
 * @param transport {@code mllp}, {@code fhir}, {@code file}, {@code json}, {@code declaration},
 *     {@code kafka}, {@code view} or {@code payment}
 * @param host address to listen on (mllp)
 * @param port TCP port (mllp)
 * @param path drop folder (file)
 * @param format what files or records hold: {@code hl7v2}, {@code fhir}, {@code json} or {@code
 *     declaration} (file, kafka), {@code bill-wechat} or {@code bill-alipay} (file)
 * @param facility facility code; {@code hub.facility} when absent
 * @param charset used where MSH-18 is empty; detected between UTF-8 and GB18030 when absent
 * @param zone time zone of times without an offset
 * @param profile mapping profile, {@code mappings/profiles/<profile>.yaml}
 * @param rank when several sources tell one attribute the lowest rank wins
 * @param maxFrame largest message; a larger one is answered AR
 * @param idle a connection without a byte for this long is closed; 0 keeps it open for ever
 * @param enabled false leaves the source out
 * @param kafka the topic (kafka)
 * @param view the database and the view (view)
 * @param payment the provider, its keys and the own merchant numbers (payment); of bills the own
 *     merchant numbers (file)
 */
public record SourceProperties(
    String transport,
    @DefaultValue("0.0.0.0") String host,
    Integer port,
    String path,
    @DefaultValue("hl7v2") String format,
    String facility,
    String charset,
    @DefaultValue("Asia/Shanghai") ZoneId zone,
    @DefaultValue("default") String profile,
    @DefaultValue("10") int rank,
    @DefaultValue("64MB") DataSize maxFrame,
    @DefaultValue("0s") Duration idle,
    @DefaultValue("true") boolean enabled,
    KafkaProperties kafka,
    ViewProperties view,
    PaymentProperties payment) {

  /** What reading a message needs, for messages that no configured source received. */
  public static SourceProperties reading(String facility, ZoneId zone, String profile, int rank) {
    return new SourceProperties(
        "fhir", null, null, null, null, facility, null, zone, profile, rank, null, null, true, null,
        null, null);
  }
}
