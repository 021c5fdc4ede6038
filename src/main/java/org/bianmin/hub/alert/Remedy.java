package org.bianmin.hub.alert;

import java.util.Locale;

/** What to do about an answer of a channel. */
public enum Remedy {
  /** Nothing: it was taken. */
  NONE,
  /** The receiver found the signature wrong: secret or clock. */
  SIGN,
  /** The receiver does not know the address or its key. */
  TOKEN,
  /** The robot takes only texts with one of its keywords. */
  KEYWORD,
  /** The receiver takes calls from certain addresses only. */
  ADDRESS,
  /** Too many messages; it goes on by itself. */
  TOO_FAST,
  /** The receiver does not like the body. */
  BODY,
  /** No connection. */
  CONNECTION,
  /** Connected, and no answer in time. */
  ANSWER,
  /** No trust in the receiver's certificate, or no TLS in common. */
  TLS,
  /** A file with an address or a secret cannot be read. */
  FILE,
  /** User or password are wrong. */
  LOGIN,
  /** The server does not take sender or recipients. */
  RECIPIENT,
  /** The receiver has a fault of its own. */
  SERVER,
  /** The receiver refuses it for another reason. */
  REFUSED;

  /** As API and pages write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the next message would fare the same, so that the channel rests. */
  boolean concernsChannel() {
    return this != BODY && this != REFUSED && this != NONE;
  }
}
