package org.bianmin.hub.console;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bianmin.hub.alert.Channels;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.delivery.Destinations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long the certificates of destinations and channels are good. They are looked at beside
 * everything else now and then, by a handshake in which nothing is sent.
 */
@Component
final class Certificates {

  private static final long EVERY = Duration.ofHours(6).toMillis();
  private static final int TIMEOUT = 5_000;
  private static final int HTTPS = 443;
  private static final double DAY = Duration.ofDays(1).toMillis();

  private final Destinations destinations;
  private final Supplier<Map<String, InetSocketAddress>> channels;
  private final Map<String, Long> ends = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final ExecutorService looker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "certificates");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long lookedAt;

  @Autowired
  Certificates(Destinations destinations, Channels channels) {
    this(destinations, channels::tlsServers);
  }

  Certificates(Destinations destinations, Supplier<Map<String, InetSocketAddress>> channels) {
    this.destinations = destinations;
    this.channels = channels;
  }

  @PreDestroy
  void stop() {
    looker.shutdownNow();
  }

  /** Days by destination and channel; null until they were looked at. */
  List<Figure> daysLeft(long now) {
    boolean due = lookedAt == 0 || now - lookedAt >= EVERY;
    if (due && looking.compareAndSet(false, true)) {
      looker.execute(() -> look(now));
    }
    if (lookedAt == 0) {
      return null;
    }
    List<Figure> days = new ArrayList<>();
    ends.forEach((id, end) -> days.add(new Figure(id, Math.floor((end - now) / DAY))));
    return days;
  }

  private void look(long now) {
    try {
      for (var server : servers().entrySet()) {
        Long end = end(server.getValue());
        if (end != null) {
          ends.put(server.getKey(), end);
        }
      }
    } finally {
      lookedAt = now;
      looking.set(false);
    }
  }

  private Map<String, InetSocketAddress> servers() {
    Map<String, InetSocketAddress> servers = new TreeMap<>(channels.get());
    destinations
        .enabled()
        .forEach(
            (id, destination) -> {
              URI url = destination.url();
              if (url != null && "https".equals(url.getScheme()) && url.getHost() != null) {
                servers.put(
                    id,
                    InetSocketAddress.createUnresolved(
                        url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort()));
              }
            });
    return servers;
  }

  /** When the server's own certificate ends; null when it cannot be asked now. */
  static Long end(InetSocketAddress server) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(server.getHostString(), server.getPort()), TIMEOUT);
      plain.setSoTimeout(TIMEOUT);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Looking()}, null);
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, server.getHostString(), server.getPort(), true)) {
        socket.startHandshake();
        Certificate own = socket.getSession().getPeerCertificates()[0];
        return own instanceof X509Certificate x509
            ? x509.getNotAfter().toInstant().toEpochMilli()
            : null;
      }
    } catch (IOException | GeneralSecurityException e) {
      // whether it is there is another kind's figure
      return null;
    }
  }

  /** Takes what has ended too: the handshake serves to read the certificate and nothing else. */
  private static final class Looking implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
