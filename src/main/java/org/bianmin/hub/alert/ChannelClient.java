package org.bianmin.hub.alert;

/** Carries letters to one kind of channel. */
interface ChannelClient {

  /** Carries, and waits for the answer; never throws for what went wrong on the way. */
  ChannelAnswer send(ChannelProperties channel, Letter letter);
}
