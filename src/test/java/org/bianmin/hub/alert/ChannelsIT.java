package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of channel against a receiver over a socket that checks what it is given. */
class ChannelsIT {

  private static final Map<ChannelKind, String> TARGETS =
      Map.of(
          ChannelKind.WECOM, "/cgi-bin/webhook/send?key=k1",
          ChannelKind.DINGTALK, "/robot/send?access_token=t1",
          ChannelKind.FEISHU, "/open-apis/bot/v2/hook/h1",
          ChannelKind.WEBHOOK, "/hook/alerts?from=hub");

  @TempDir private Path folder;
  private HttpReceiver receiver;
  private TestStore store;
  private int stores;

  @BeforeEach
  void begin() throws IOException {
    receiver = new HttpReceiver();
    store = TestStore.embedded(folder.resolve("store"));
    Files.writeString(folder.resolve("secret"), HttpReceiver.SECRET + "\n");
    Files.writeString(folder.resolve("wrong"), "another");
  }

  @AfterEach
  void end() {
    receiver.close();
    store.close();
  }

  @Test
  void eachRobotAndTheWebhookFindTheSignatureRight() throws IOException {
    for (var target : TARGETS.entrySet()) {
      ChannelAnswer answer = test(settings(target.getKey(), "secret").channel());

      assertThat(answer.ok()).as(target.getKey() + ": " + answer).isTrue();
    }
    assertThat(receiver.taken()).hasSize(4);
    assertThat(receiver.taken().toString()).contains("便民枢纽测试消息");
  }

  @Test
  void aWrongSecretIsSaidWithItsRemedy() throws IOException {
    for (ChannelKind kind : Set.of(ChannelKind.DINGTALK, ChannelKind.FEISHU, ChannelKind.WEBHOOK)) {
      ChannelAnswer answer = test(settings(kind, "wrong").channel());

      assertThat(answer.ok()).as(kind.code()).isFalse();
      assertThat(answer.remedy()).as(kind.code()).isEqualTo(Remedy.SIGN);
    }
    assertThat(receiver.taken()).isEmpty();
  }

  @Test
  void whatGoesWrongIsSaidExactlyAndWithoutTheKey() throws IOException {
    assertThat(
            test(
                ChannelSettings.at(
                        ChannelKind.WECOM, receiver.address("/cgi-bin/webhook/send?key=gone"))
                    .channel()))
        .isEqualTo(ChannelAnswer.failed(Remedy.TOKEN, "errcode 93000 invalid webhook url"));
    assertThat(test(ChannelSettings.at(ChannelKind.WECOM, closedPort()).channel()))
        .isEqualTo(ChannelAnswer.failed(Remedy.CONNECTION, "no connection to 127.0.0.1"));
    assertThat(
            test(
                settings(ChannelKind.WEBHOOK, "secret")
                    .with("url", receiver.address("/nothing"))
                    .channel()))
        .isEqualTo(ChannelAnswer.failed(Remedy.TOKEN, "HTTP 404"));
    assertThat(
            test(ChannelSettings.of(ChannelKind.WECOM)
                    .with("url-file", folder.resolve("missing"))
                    .channel())
                .remedy())
        .isEqualTo(Remedy.FILE);
  }

  @Test
  void readsTheAddressOfARobotFromItsFile() throws IOException {
    Path file = folder.resolve("url");
    Files.writeString(file, receiver.address(TARGETS.get(ChannelKind.WECOM)) + "\n");

    assertThat(test(ChannelSettings.of(ChannelKind.WECOM).with("url-file", file).channel()).ok())
        .isTrue();
  }

  @Test
  void aDigestOfAThousandFitsEachRobot() throws Exception {
    Map<String, ChannelProperties> channels = new java.util.TreeMap<>();
    for (ChannelKind kind : TARGETS.keySet()) {
      channels.put(
          kind.code(),
          settings(kind, "secret").with("per-minute", "1").with("languages", "zh,en").channel());
    }
    TellingRoom telling = real(channels);
    telling.bad(
        IntStream.range(0, 1000)
            .mapToObj(i -> "destination-with-a-name-of-many-letters-" + i)
            .toArray(String[]::new));

    assertThat(telling.channels.all())
        .allSatisfy(channel -> assertThat(channel.last().ok()).as(channel.toString()).isTrue());
    assertThat(receiver.taken()).hasSize(4);
  }

  @Test
  void aReceiverThatWasDownGetsItOnceWhenItIsBackAlsoAfterARestart() throws Exception {
    int port = receiver.port();
    Map<String, ChannelProperties> channels =
        Map.of("dingtalk", settings(ChannelKind.DINGTALK, "secret").channel());
    receiver.close();
    TellingRoom before = real(channels);
    before.bad("platform");
    assertThat(before.channels.all().get(0).last().remedy()).isEqualTo(Remedy.CONNECTION);
    store.reopen();

    receiver = new HttpReceiver(port);
    TellingRoom after = real(channels);
    after.room.clock.now = before.room.clock.now.plus(Duration.ofMinutes(3));
    after.bad("platform");
    after.later(Duration.ofMinutes(10));

    assertThat(receiver.taken()).hasSize(1);
    assertThat(receiver.taken().get(0).at("/markdown/title").asText())
        .isEqualTo("【严重】上报积压：platform");
  }

  @Test
  void mailIsSentWithLoginAndReadInBothLanguages() throws Exception {
    GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    smtp.start();
    try {
      smtp.setUser("hub@hospital.example", "hub", HttpReceiver.SECRET);
      ChannelSettings settings = mail(smtp.getSmtp().getPort());
      TellingRoom telling = real(Map.of("mail", settings.channel()));
      telling.bad("platform");

      assertThat(telling.channels.all().get(0).last())
          .extracting(ToldQueries.LastAnswer::ok, ToldQueries.LastAnswer::text)
          .containsExactly(true, "2 recipients");
      assertThat(smtp.getReceivedMessages()).as("one for each recipient").hasSize(2);
      MimeMessage got = smtp.getReceivedMessages()[0];
      assertThat(got.getSubject()).isEqualTo("【严重】上报积压：platform");
      assertThat(got.getContent().toString())
          .contains("看上报页", "Look at Deliveries", "https://hub.example/alerts/");
      assertThat(got.getFrom()[0]).hasToString("hub@hospital.example");
    } finally {
      smtp.stop();
    }
  }

  @Test
  void mailSaysWhetherServerLoginOrTlsFail() throws Exception {
    GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    smtp.start();
    int port = smtp.getSmtp().getPort();
    try {
      smtp.setUser("hub@hospital.example", "hub", HttpReceiver.SECRET);
      assertThat(test(mail(port).with("secret-file", folder.resolve("wrong")).channel()))
          .isEqualTo(
              ChannelAnswer.failed(Remedy.LOGIN, "the mail server does not let the user in"));
      assertThat(test(mail(port).with("tls", "starttls").channel()).remedy())
          .as("a server without TLS gets no password")
          .isEqualTo(Remedy.TLS);
    } finally {
      smtp.stop();
    }
    assertThat(test(mail(port).channel()).remedy()).isEqualTo(Remedy.CONNECTION);
  }

  private ChannelSettings mail(int port) {
    return ChannelSettings.of(ChannelKind.EMAIL)
        .with("host", "127.0.0.1")
        .with("port", port)
        .with("tls", "none")
        .with("user", "hub")
        .with("secret-file", folder.resolve("secret"))
        .with("from", "hub@hospital.example")
        .with("to", "it@hospital.example,chief@hospital.example")
        .with("languages", "zh,en");
  }

  private ChannelSettings settings(ChannelKind kind, String secret) {
    ChannelSettings settings = ChannelSettings.at(kind, receiver.address(TARGETS.get(kind)));
    return kind == ChannelKind.WECOM ? settings : settings.secret(folder.resolve(secret));
  }

  private ChannelAnswer test(ChannelProperties channel) {
    TestStore own = TestStore.embedded(folder.resolve("store-" + stores++));
    try {
      return real(own, Map.of("it", channel)).channels.test("it").orElseThrow();
    } finally {
      own.close();
    }
  }

  private TellingRoom real(Map<String, ChannelProperties> channels) {
    return real(store, channels);
  }

  private static TellingRoom real(TestStore store, Map<String, ChannelProperties> channels) {
    return new TellingRoom(store, channels, TellingBeans.clients(Clock.systemUTC()));
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/?key=secret");
    }
  }
}
