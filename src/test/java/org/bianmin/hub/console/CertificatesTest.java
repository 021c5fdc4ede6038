package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.receive.payment.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CertificatesTest {

  private static final TestCertificates.Issued ROOT = TestCertificates.root("CN=Test Root");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final List<ServerSocket> servers = new ArrayList<>();
  private final AtomicInteger handshakes = new AtomicInteger();
  private final Map<String, Object> settings = new HashMap<>();
  private final Map<String, InetSocketAddress> channels = new HashMap<>();
  private final CountDownLatch look = new CountDownLatch(1);
  private Certificates certificates;

  @AfterEach
  void close() throws IOException {
    if (certificates != null) {
      certificates.stop();
    }
    for (ServerSocket server : servers) {
      server.close();
    }
  }

  /** A server whose certificate ends in so many days, and its port. */
  private int server(int days) throws Exception {
    TestCertificates.Issued own =
        TestCertificates.issue("CN=other.example", ROOT, BigInteger.TEN, false, days);
    char[] password = "of-this-test".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, password);
    keys.setKeyEntry(
        "own", own.key(), password, new Certificate[] {own.certificate(), ROOT.certificate()});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket listening =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 10, loopback());
    servers.add(listening);
    Thread thread = new Thread(() -> answer(listening), "tls-server");
    thread.setDaemon(true);
    thread.start();
    return listening.getLocalPort();
  }

  private void answer(SSLServerSocket listening) {
    while (!listening.isClosed()) {
      try (SSLSocket socket = (SSLSocket) listening.accept()) {
        socket.startHandshake();
        handshakes.incrementAndGet();
      } catch (IOException e) {
        // the test is over, or who looked has gone
      }
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static InetSocketAddress at(int port) {
    return InetSocketAddress.createUnresolved(loopback().getHostAddress(), port);
  }

  private void destination(String id, String url, boolean enabled) {
    String name = "hub.destinations." + id + ".";
    settings.put(name + "url", url);
    settings.put(name + "app-id", "test");
    settings.put(name + "key-file", "none.key");
    settings.put(name + "legal-basis", "test: synthetic data only");
    settings.put(name + "enabled", enabled);
  }

  private void certificates() {
    Destinations destinations =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("hub", Destinations.class);
    certificates =
        new Certificates(
            destinations,
            () -> {
              await().until(() -> look.getCount() == 0);
              return channels;
            });
  }

  private List<Figure> looked(long now) {
    look.countDown();
    await().until(() -> certificates.daysLeft(now) != null);
    return certificates.daysLeft(now);
  }

  @Test
  void tellsWholeDaysOfDestinationsAndChannelsWhoeverIssuedTheCertificate() throws Exception {
    // neither is known to this machine, and both name another host
    destination("province", "https://" + loopback().getHostAddress() + ":" + server(30), true);
    channels.put("mail", at(server(2)));
    certificates();

    // the day that has begun is not a whole one any more
    assertThat(looked(System.currentTimeMillis()))
        .containsExactlyInAnyOrder(new Figure("province", 29), new Figure("mail", 1));
  }

  @Test
  void oneThatHasEndedHasDaysBelowZero() throws Exception {
    channels.put("mail", at(server(-3)));
    certificates();

    List<Figure> days = looked(System.currentTimeMillis());
    assertThat(days).hasSize(1);
    assertThat(days.get(0).value()).isBetween(-5.0, -3.0);
  }

  @Test
  void saysNothingUntilItHasLookedAndNothingOfWhatCannotBeAsked() throws Exception {
    int closed = server(30);
    servers.get(0).close();
    channels.put("gone", at(closed));
    destination("plain", "http://" + loopback().getHostAddress() + ":" + server(30), true);
    destination("off", "https://" + loopback().getHostAddress() + ":" + server(30), false);
    certificates();
    long now = System.currentTimeMillis();

    assertThat(certificates.daysLeft(now)).isNull();
    assertThat(looked(now)).isEmpty();
    assertThat(handshakes).hasValue(0);
  }

  @Test
  void aServerThatSpeaksNoTlsHasNoEnd() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 10, loopback())) {
      Thread thread =
          new Thread(
              () -> {
                try (var socket = plain.accept()) {
                  socket
                      .getOutputStream()
                      .write("220 mail.example\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // the test is over
                }
              });
      thread.setDaemon(true);
      thread.start();

      assertThat(Certificates.end(at(plain.getLocalPort()))).isNull();
    }
  }

  @Test
  void looksAgainAfterSixHoursAndRemembersWhatWentAwayMeanwhile() throws Exception {
    channels.put("mail", at(server(30)));
    certificates();
    long now = System.currentTimeMillis();
    assertThat(looked(now)).containsExactly(new Figure("mail", 29));

    servers.get(0).close();
    channels.put("sms", at(server(10)));
    assertThat(certificates.daysLeft(now + 6 * HOUR - 1)).hasSize(1);
    assertThat(certificates.daysLeft(now + 6 * HOUR - 1)).as("not due yet").hasSize(1);
    await()
        .untilAsserted(
            () ->
                assertThat(certificates.daysLeft(now + 6 * HOUR))
                    .containsExactlyInAnyOrder(new Figure("mail", 29), new Figure("sms", 9)));
    await().untilAsserted(() -> assertThat(handshakes).hasValue(2));
  }
}
