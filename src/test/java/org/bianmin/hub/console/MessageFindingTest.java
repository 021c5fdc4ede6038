package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {"hub.console.open-loopback=true", "hub.facility=H001"})
@AutoConfigureMockMvc
@DirtiesContext
class MessageFindingTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;

  private ResultActions send(String path, Map<String, ?> body) throws Exception {
    return web.perform(
        post("/api/v1/messages" + path)
            .contentType(MediaType.APPLICATION_JSON)
            .content(JSON.writeValueAsString(body)));
  }

  @Test
  void findsByVisitWithoutANumberInAnyAddressAndInParkedMessagesToo() throws Exception {
    long told = traffic.register("find", "F1", "VF1");
    long parked = traffic.park("find", "F2", "Bytes do not fit GB18030");
    traffic.register("find", "F3", "VF3");

    String to =
        web.perform(
                post("/messages/search")
                    .param("kind", "visit")
                    .param("number", "VF1")
                    .param("who", "张三")
                    .param("reason", "临床咨询"))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    assertThat(to).matches("/messages\\?search=[0-9a-f]{32}");
    web.perform(get(to))
        .andExpect(content().string(containsString("/messages/" + told + "\"")))
        .andExpect(content().string(not(containsString("VF1"))));
    send(
            "/search",
            Map.of(
                "patient", Map.of("kind", "patient", "number", "P0001"),
                "source", "find",
                "state", "PARKED",
                "who", "张三",
                "reason", "临床咨询"))
        .andExpect(jsonPath("$.items[0].id").value((int) parked))
        .andExpect(jsonPath("$.items.length()").value(1));
    send("/search", Map.of("patient", Map.of("kind", "visit", "number", "VF1"), "who", "张三"))
        .andExpect(status().isBadRequest());
    web.perform(get("/audit"))
        .andExpect(content().string(containsString("message.search")))
        .andExpect(content().string(not(containsString("VF1"))));
    web.perform(get("/messages?search=" + "0".repeat(32))).andExpect(status().isNotFound());
  }

  @Test
  void hidesThePatientInEveryTabUntilItIsRevealed() throws Exception {
    long id = traffic.register("tabs", "T1", "VTAB1");

    for (String tab : new String[] {"way", "content", "raw", "hex"}) {
      web.perform(get("/messages/" + id + "?tab=" + tab))
          .andExpect(content().string(not(containsString(Traffics.NAME))))
          .andExpect(content().string(not(containsString("P0001"))))
          .andExpect(content().string(not(containsString("13800000000"))))
          // the name in GB18030 begins with D5D4
          .andExpect(content().string(not(containsString("D5&#32;D4"))));
    }
    web.perform(
            post("/messages/" + id + "/reveal")
                .param("tab", "hex")
                .param("who", "张三")
                .param("reason", "核对"))
        .andExpect(content().string(containsString("D5&#32;D4")));
  }

  @Test
  void makesANewMessageOfAnEditedOneAndTellsPlacesOnly() throws Exception {
    long id = traffic.park("edit", "E1", "no such code");
    String text = Traffics.adt("A01", "E1", "VE1").replace("|O|D01", "|I|D01");

    String answer =
        send("/" + id + "/edit", Map.of("text", text, "who", "张三", "reason", "类别写错"))
            .andExpect(status().isCreated())
            .andReturn()
            .getResponse()
            .getContentAsString();
    long made = JSON.readTree(answer).get("id").asLong();

    assertThat(JSON.readTree(answer).get("changed").asText()).isEqualTo("PV1-2, PV1-19");
    web.perform(get("/api/v1/messages/" + made))
        .andExpect(jsonPath("$.source").value("edit"))
        .andExpect(jsonPath("$.state").value("RECEIVED"))
        .andExpect(jsonPath("$.controlId").value("E1"))
        .andExpect(jsonPath("$.replayOf").value((int) id));
    web.perform(get("/messages/" + made))
        .andExpect(content().string(containsString("/messages/" + id + "\"")))
        .andExpect(content().string(containsString("PV1-2, PV1-19")));
    web.perform(get("/messages/" + id))
        .andExpect(content().string(containsString("/messages/" + made + "\"")));
    web.perform(get("/audit")).andExpect(content().string(containsString("changed=PV1-2")));
  }

  @Test
  void namesThePlaceOfWhatCannotBeWritten() throws Exception {
    long id = traffic.park("wrong", "W1", "no such code");
    String text = Traffics.adt("A01", "W1", "VW1").replace("王医生", "王\uFFFD生");

    send("/" + id + "/edit", Map.of("text", text, "who", "张三", "reason", "改"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("line 4, column")));
    String korean = text.replace('\uFFFD', '一').replace("GB 18030-2000", "8859/1");
    send("/" + id + "/edit", Map.of("text", korean, "who", "张三", "reason", "改"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("line 3, column")));
  }

  @Test
  void keepsAFilterButNeverWhatWasFoundForAPatient() throws Exception {
    send(
            "/searches",
            Map.of(
                "name", "搁置",
                "filter", Map.of("state", "PARKED", "search", "0".repeat(32)),
                "who", "李四"))
        .andExpect(status().isCreated());

    web.perform(get("/api/v1/messages/searches").param("who", "李四"))
        .andExpect(jsonPath("$.items[0].filter").value("state=PARKED"));
    web.perform(get("/api/v1/messages/searches").param("who", "王五"))
        .andExpect(jsonPath("$.items").isEmpty());
  }
}
