package org.bianmin.hub.trial;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A sending system; MSH-18 names follow HL7 table 0211. */
enum Sender {
  HIS("his", "HIS", "H", "2.5.1", StandardCharsets.UTF_8, "UNICODE UTF-8"),
  LIS("lis", "LIS", "L", "2.4", Charset.forName("GB18030"), "GB 18030-2000");

  final String source;
  final String application;
  final String prefix;
  final String version;
  final Charset charset;
  final String charsetName;

  Sender(
      String source,
      String application,
      String prefix,
      String version,
      Charset charset,
      String charsetName) {
    this.source = source;
    this.application = application;
    this.prefix = prefix;
    this.version = version;
    this.charset = charset;
    this.charsetName = charsetName;
  }
}
