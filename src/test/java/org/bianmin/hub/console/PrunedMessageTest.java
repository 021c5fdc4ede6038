package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.bianmin.hub.store.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What people and scripts are told of a message whose raw bytes are not kept any more. */
@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {
      "hub.console.open-loopback=true",
      "hub.facility=H001",
      "hub.retention.messages=45d"
    })
@AutoConfigureMockMvc
@AutoConfigureObservability
@DirtiesContext
class PrunedMessageTest {

  private static final String WHY = "hub.retention.messages (45d)";

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;
  @Autowired Commands commands;
  @Autowired MeterRegistry meters;

  private long pruned(String source) {
    long id = traffic.register(source, "C1", "V" + source);
    commands.execute(
        session -> {
          session.run(
              "delete from message_block where id = (select block_id from message where id = "
                  + id
                  + ")");
          return id;
        });
    return id;
  }

  @Test
  void itsPageSaysSoInBothLanguagesAndKeepsTheRest() throws Exception {
    String page = "/messages/" + pruned("page");
    web.perform(get(page))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("原文已按保存期限 45d 清除")))
        .andExpect(content().string(containsString("visit.registered:H001:Vpage")))
        .andExpect(content().string(not(containsString("hx-target=\"this\""))));
    for (String tab : new String[] {"content", "raw", "hex"}) {
      web.perform(get(page + "?lang=en&tab=" + tab))
          .andExpect(status().isOk())
          .andExpect(content().string(containsString("raw bytes are pruned after 45d")));
    }
    web.perform(post(page + "/reveal").param("tab", "raw").param("who", "张三").param("reason", "核对"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("id=\"pruned\"")));
  }

  @Test
  void itIsNeitherReplayedNorEditedOnItsPage() throws Exception {
    String page = "/messages/" + pruned("acts");
    web.perform(post(page + "/replay"))
        .andExpect(status().isGone())
        .andExpect(content().string(containsString("id=\"unreadable\"")))
        .andExpect(content().string(containsString("disabled=\"disabled\"")));
    web.perform(post(page + "/edit").param("text", "MSH|").param("who", "张三").param("reason", "核对"))
        .andExpect(status().isGone())
        .andExpect(content().string(containsString(WHY)));
  }

  private ResultActions send(String path, String body) throws Exception {
    return web.perform(
        post("/api/v1/messages" + path).contentType(MediaType.APPLICATION_JSON).content(body));
  }

  @Test
  void theApiSaysSoAndNamesTheSetting() throws Exception {
    long id = pruned("api");
    traffic.register("api", "C2", "VA2");
    web.perform(get("/api/v1/messages/" + id)).andExpect(status().isOk());
    web.perform(get("/api/v1/messages/" + id + "/trace"))
        .andExpect(jsonPath("$.pruned").value(true))
        .andExpect(jsonPath("$.parts").isEmpty())
        .andExpect(jsonPath("$.events[0].event.key").value("visit.registered:H001:Vapi"));
    web.perform(
            get("/api/v1/messages/" + id + "/raw")
                .header("X-Hub-Who", "script")
                .header("X-Hub-Reason", "test"))
        .andExpect(status().isGone())
        .andExpect(jsonPath("$.detail", containsString(WHY)));
    send("/" + id + "/replay", "{}")
        .andExpect(status().isGone())
        .andExpect(jsonPath("$.detail", containsString(WHY)));
    send("/" + id + "/edit", "{\"text\":\"MSH|\",\"who\":\"a\",\"reason\":\"b\"}")
        .andExpect(status().isGone())
        .andExpect(jsonPath("$.detail", containsString(WHY)));
    send("/replay", "{\"source\":\"api\"}")
        .andExpect(jsonPath("$.count").value(1))
        .andExpect(jsonPath("$.pruned").value(1));
  }

  @Test
  void metricsTellTheOldestBytesAndWhatIsGone() {
    traffic.register("metric", "C1", "VM1");
    assertThat(meters.get("hub.raw.oldest").gauge().value()).isBetween(0.0, 3600.0);
    assertThat(meters.get("hub.raw.pruned").functionCounter().count()).isZero();
  }
}
