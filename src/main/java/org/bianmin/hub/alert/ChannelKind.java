package org.bianmin.hub.alert;

import java.util.Locale;

/** How a channel is spoken to. */
public enum ChannelKind {
  /** A mail server over SMTP. */
  EMAIL(64 << 10),
  /** Any system over HTTP, signed. */
  WEBHOOK(64 << 10),
  /** A robot of a group of 企业微信. */
  WECOM(2_048),
  /** A robot of a group of 钉钉. */
  DINGTALK(18_000),
  /** A robot of a group of 飞书. */
  FEISHU(18_000);

  private final int mostBytes;

  ChannelKind(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** As settings and file names write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Most bytes of a text in UTF-8; the hub cuts what is longer. */
  int mostBytes() {
    return mostBytes;
  }

  boolean robot() {
    return this == WECOM || this == DINGTALK || this == FEISHU;
  }
}
