package org.bianmin.hub.alert;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The channels for people: how they are, and a try. */
public final class Channels {

  /**
   * A channel.
   *
   * @param last null when it was never told anything
   * @param queue of the last week
   */
  public record Channel(
      String id,
      ChannelProperties properties,
      boolean open,
      ToldQueries.LastAnswer last,
      ToldQueries.Queue queue) {}

  private static final int HTTPS = 443;
  private static final Duration WEEK = Duration.ofDays(7);

  private final AlertProperties properties;
  private final ToldQueries messages;
  private final ChannelRuns runs;
  private final Clock clock;

  Channels(AlertProperties properties, ToldQueries messages, ChannelRuns runs, Clock clock) {
    this.properties = properties;
    this.messages = messages;
    this.runs = runs;
    this.clock = clock;
  }

  /** By id. */
  public List<Channel> all() {
    Map<String, ToldQueries.LastAnswer> answers = messages.answers();
    Map<String, ToldQueries.Queue> queues = messages.queues(clock.millis() - WEEK.toMillis());
    return properties.channels().entrySet().stream()
        .map(
            channel ->
                new Channel(
                    channel.getKey(),
                    channel.getValue(),
                    properties.open().containsKey(channel.getKey()),
                    answers.get(channel.getKey()),
                    queues.getOrDefault(channel.getKey(), ToldQueries.Queue.NONE)))
        .toList();
  }

  /** Sends a test message and waits for the answer; empty when there is no such channel. */
  public Optional<ChannelAnswer> test(String id) {
    return Optional.ofNullable(properties.open().get(id)).map(channel -> runs.test(id, channel));
  }

  /** Servers of the channels that are on and speak TLS from the first byte, by channel. */
  public Map<String, InetSocketAddress> tlsServers() {
    Map<String, InetSocketAddress> servers = new TreeMap<>();
    properties
        .open()
        .forEach(
            (id, channel) -> {
              InetSocketAddress server = tlsServer(channel);
              if (server != null) {
                servers.put(id, server);
              }
            });
    return servers;
  }

  private static InetSocketAddress tlsServer(ChannelProperties channel) {
    if (channel.kind() == ChannelKind.EMAIL) {
      return channel.tls().equals("tls")
          ? InetSocketAddress.createUnresolved(channel.host(), MailChannel.port(channel))
          : null;
    }
    try {
      URI url = HttpChannels.address(channel);
      return "https".equals(url.getScheme()) && url.getHost() != null
          ? InetSocketAddress.createUnresolved(
              url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort())
          : null;
    } catch (UncheckedIOException | IllegalArgumentException e) {
      // the channel says itself that its file cannot be read
      return null;
    }
  }
}
