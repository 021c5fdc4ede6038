package org.bianmin.hub.alert;

/**
 * What came of telling a channel.
 *
 * @param text of the receiver, or what went wrong; without addresses and secrets
 */
public record ChannelAnswer(boolean ok, Remedy remedy, String text) {

  private static final int LONGEST = 300;

  public ChannelAnswer {
    text = text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
    text = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  static ChannelAnswer taken(String text) {
    return new ChannelAnswer(true, Remedy.NONE, text);
  }

  static ChannelAnswer failed(Remedy remedy, String text) {
    return new ChannelAnswer(false, remedy, text);
  }
}
