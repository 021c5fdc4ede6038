package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorFaultsTest extends SimulatorFixture {

  private JsonNode order(String json) throws IOException {
    var answer = sender.control("POST", "/faults", json);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private Sender.Answer sendOne() throws IOException {
    return sender.send(Items.batch(Items.visit("V1", 1)));
  }

  private JsonNode counts() throws IOException {
    return sender.control("GET", "/counts", "").json();
  }

  @Test
  void latencyDelaysTheAnswer() throws IOException {
    order("{\"latencyMs\":150}");
    long start = System.nanoTime();
    assertThat(sendOne().status()).isEqualTo(200);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000L);
  }

  @Test
  void refusedConnectionIsRefusedUntilItIsEnded() throws IOException {
    sendOne();
    int port = simulator.port();
    assertThat(order("{\"refuseConnections\":true}").get("controlPort").asInt()).isNotEqualTo(port);
    await().untilAsserted(() -> assertThatThrownBy(this::sendOne).isInstanceOf(IOException.class));
    assertThatThrownBy(this::sendOne).isInstanceOf(ConnectException.class);
    assertThat(counts().get("facts").asInt()).isEqualTo(1);
    assertThat(sender.control("GET", "/faults", "").json().get("refuseConnections").asBoolean())
        .isTrue();
    assertThat(sender.control("DELETE", "/faults", "").status()).isEqualTo(200);
    assertThat(sendOne().result(0)).isEqualTo("duplicate");
    assertThat(simulator.port()).isEqualTo(port);
    await().untilAsserted(() -> assertThat(simulator.controlPort()).isEqualTo(port));
  }

  @Test
  void refusalOfSomeTimeEndsByItself() {
    simulator.faults("{\"refuseConnections\":100}");
    await().untilAsserted(() -> assertThat(sendOne().status()).isEqualTo(200));
  }

  @Test
  void orderFromWithinTheJvmIsCarriedOutOnReturn() throws IOException {
    simulator.faults("{\"refuseConnections\":true}");
    assertThatThrownBy(this::sendOne).isInstanceOf(ConnectException.class);
    simulator.clearFaults();
    assertThat(sendOne().status()).isEqualTo(200);
    assertThat(simulator.controlPort()).isEqualTo(simulator.port());
    assertThatThrownBy(() -> simulator.faults("{\"tea\":1}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lostAnswerWasProcessedAllTheSame() throws IOException {
    order("{\"resetAfterProcessing\":{\"next\":1}}");
    assertThatThrownBy(this::sendOne).isInstanceOf(IOException.class);
    assertThat(counts().get("facts").asInt()).isEqualTo(1);
    assertThat(counts().at("/calls/lost").asInt()).isEqualTo(1);
    assertThat(sendOne().result(0)).isEqualTo("duplicate");
    assertThat(violations()).isEmpty();
  }

  @Test
  void outageNeitherProcessesNorAnswersAndEnds() throws IOException {
    order("{\"outageMs\":86400000}");
    assertThatThrownBy(this::sendOne).isInstanceOf(IOException.class);
    assertThat(counts().get("facts").asInt()).isZero();
    order("{\"outageMs\":1}");
    await().untilAsserted(() -> assertThat(sendOne().result(0)).isEqualTo("accepted"));
  }

  @Test
  void tooManyRequestsNamesTheTimeToWait() throws IOException {
    order("{\"tooManyRequests\":{\"next\":1,\"retryAfterSeconds\":3}}");
    var answer = sendOne();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.http().headers().firstValue("Retry-After")).contains("3");
    assertThat(sendOne().result(0)).isEqualTo("accepted");
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void unavailablePlatformProcessesNothing(int status) throws IOException {
    order("{\"unavailable\":{\"next\":2,\"status\":" + status + "}}");
    assertThat(sendOne().status()).isEqualTo(status);
    assertThat(sendOne().code()).isEqualTo("UNAVAILABLE");
    assertThat(sendOne().result(0)).isEqualTo("accepted");
    assertThat(violations()).isEmpty();
  }

  @Test
  void rejectedItemsCarryTheCodeAndAreNoViolation() throws IOException {
    order("{\"rejectItems\":{\"share\":1,\"code\":\"RULE_17\"}}");
    assertThat(sendOne().receipt(0).get("code").asText()).isEqualTo("RULE_17");
    order("{\"rejectItems\":null}");
    assertThat(sendOne().result(0)).isEqualTo("accepted");
    assertThat(counts().at("/rejections/RULE_17").asInt()).isEqualTo(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void expiredCredentialsAreRefusedUntilRenewed() throws IOException {
    order("{\"expireCredentials\":true}");
    var answer = sendOne();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("CREDENTIALS_EXPIRED");
    sender.control("DELETE", "/faults", "");
    assertThat(sendOne().status()).isEqualTo(200);
    assertThat(violations()).isEmpty();
  }

  private List<Integer> draws() throws IOException {
    List<Integer> statuses = new ArrayList<>();
    order("{\"unavailable\":{\"share\":0.5}}");
    for (int i = 0; i < 20; i++) {
      statuses.add(sendOne().status());
    }
    return statuses;
  }

  @Test
  void shareStrikesSomeCallsAndTheSameOnesAgain() throws IOException {
    List<Integer> first = draws();
    assertThat(first).contains(200, 503);
    assertThat(draws()).isEqualTo(first);
  }

  @Test
  void faultsAddUpAndAreListed() throws IOException {
    order("{\"latencyMs\":1,\"resetAfterProcessing\":{\"share\":0.0}}");
    var state = order("{\"unavailable\":{\"next\":2,\"status\":500}}");
    assertThat(state.get("latencyMs").asInt()).isEqualTo(1);
    assertThat(state.at("/unavailable/next").asInt()).isEqualTo(2);
    assertThat(state.at("/unavailable/status").asInt()).isEqualTo(500);
    var none = sender.control("DELETE", "/faults", "").json();
    assertThat(none.has("latencyMs") || none.has("unavailable")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tea\":1}",
        "[]",
        "{\"latencyMs\":-1}",
        "{\"latencyMs\":\"long\"}",
        "{\"refuseConnections\":\"yes\"}",
        "{\"resetAfterProcessing\":{\"share\":2}}",
        "{\"resetAfterProcessing\":{\"share\":0.1,\"next\":1}}",
        "{\"unavailable\":{\"next\":1,\"status\":404}}",
        "{\"rejectItems\":{\"next\":1,\"code\":\"no code\"}}",
        "{\"expireCredentials\":1}",
        "{\"latencyMs\":5,\"outageMs\":-5}"
      })
  void orderThatIsNoneChangesNothing(String json) throws IOException {
    var answer = sender.control("POST", "/faults", json);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(sender.control("GET", "/faults", "").json()).hasSize(1);
  }
}
