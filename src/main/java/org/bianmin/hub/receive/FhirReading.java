package org.bianmin.hub.receive;

import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the bytes of a FHIR message turned out to be, whichever way they came.
 *
 * @param identity empty names where it cannot be parsed
 * @param charset null where the bytes are not of it
 * @param acceptance answer to a sender, null where it is refused
 * @param parked why it cannot be read or taken, null where it can
 * @param refusal the same as an answer
 */
record FhirReading(
    FhirIdentity identity,
    Charset charset,
    FhirAcceptance acceptance,
    Parked parked,
    FhirRefusal refusal) {

  /**
   * Reads a message.
   *
   * @param check of the resource against what surrounds it; throws {@link FhirRefusal}
   */
  static FhirReading of(byte[] raw, Charset charset, boolean xml, Consumer<Resource> check) {
    FhirIdentity identity = new FhirIdentity("", "");
    String stage = "decode";
    try {
      String text = FhirBody.decode(raw, charset);
      stage = "parse";
      Resource resource = FhirBody.parse(text, xml);
      identity = FhirIdentity.of(resource);
      check.accept(resource);
      return new FhirReading(identity, charset, FhirAcceptance.of(resource), null, null);
    } catch (FhirRefusal refusal) {
      Parked parked = new Parked(stage, refusal.getMessage(), refusal.place());
      Charset known = stage.equals("decode") ? null : charset;
      return new FhirReading(identity, known, null, parked, refusal);
    }
  }

  /** Reads a message that nothing describes: its bytes tell syntax and charset. */
  static FhirReading of(byte[] raw) {
    int at = raw.length > 2 && raw[0] == (byte) 0xEF && raw[1] == (byte) 0xBB ? 3 : 0;
    while (at < raw.length && raw[at] >= 0 && raw[at] <= ' ') {
      at++;
    }
    boolean xml = at < raw.length && raw[at] == '<';
    return of(raw, FhirBody.declared(raw), xml, resource -> {});
  }

  NewMessage message(String source, String facility, long receivedAt, byte[] raw) {
    return new NewMessage(
        source,
        facility,
        MessageFormat.FHIR,
        identity.controlId(),
        identity.trigger(),
        charset == null ? null : charset.name(),
        receivedAt,
        raw,
        parked,
        null);
  }
}
