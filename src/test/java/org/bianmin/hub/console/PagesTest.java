package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

// the keys of the trial's wallets are drawn before this test says where its data lie
@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {
      "hub.facility=H001",
      "hub.sources.wechat.enabled=false",
      "hub.sources.alipay.enabled=false"
    })
@ActiveProfiles("trial")
@AutoConfigureMockMvc
@DirtiesContext
class PagesTest {

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;

  @Test
  void everyPageKnowsItsWordsInBothLanguages() throws Exception {
    long message = traffic.register("his", "C1", "V1");
    traffic.park("his", "C2", "Bytes do not fit GB18030");
    traffic.refuseAll("B1", "refused");
    traffic.register("his", "C3", "V3");

    for (String language : new String[] {"zh", "en"}) {
      for (String path :
          new String[] {
            "/",
            "/overview",
            "/messages",
            "/messages?state=PARKED",
            "/messages/" + message,
            "/messages/" + message + "/way",
            "/messages/" + message + "?tab=content",
            "/messages/" + message + "?tab=raw",
            "/messages/" + message + "?tab=hex",
            "/messages/" + message + "?tab=events",
            "/messages/" + message + "?tab=deliveries",
            "/messages?type=visit.registered&within=24h&trigger=ADT%5EA04&facility=H001",
            "/messages/replays/count?source=his",
            "/events",
            "/events/visit.registered:H001:V1",
            "/deliveries",
            "/recognition",
            "/audit",
            "/parked",
            "/links",
            "/links/live",
            "/audit?act=message",
            "/unmapped",
            "/unmapped/progress",
            "/quality",
            "/declarations",
            "/events?type=visit.registered&status=void",
            "/events?status=void"
          }) {
        web.perform(get(path).param("lang", language))
            .andExpect(status().isOk())
            // what Thymeleaf prints for a key that no file has
            .andExpect(content().string(not(containsString("??"))));
      }
    }
  }

  @Test
  void chineseComesFirstAndTheBannerSaysTrial() throws Exception {
    web.perform(get("/").header("Accept-Language", "en-US"))
        .andExpect(content().string(allOf(containsString("便民枢纽"), containsString("试用模式"))))
        .andExpect(
            header().string("Content-Security-Policy", containsString("default-src 'self'")));
  }

  @Test
  void remembersTheLanguage() throws Exception {
    var cookie = web.perform(get("/?lang=en")).andReturn().getResponse().getCookie("hub-lang");

    web.perform(get("/messages").cookie(cookie))
        .andExpect(content().string(containsString("Control id")));
  }

  @Test
  void messagePageMasksUntilRevealed() throws Exception {
    long id = traffic.register("mask", "C1", "VM1");

    web.perform(get("/messages/" + id))
        .andExpect(content().string(not(containsString(Traffics.NAME))));
    web.perform(post("/messages/" + id + "/reveal").param("who", "张三"))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(not(containsString(Traffics.NAME))));
    web.perform(post("/messages/" + id + "/reveal").param("who", "张三").param("reason", "平台退回"))
        .andExpect(content().string(containsString(Traffics.NAME)));

    web.perform(get("/audit"))
        .andExpect(content().string(allOf(containsString("张三"), containsString("平台退回"))));
    web.perform(post("/audit/check")).andExpect(content().string(containsString("审计链完整")));
  }

  @Test
  void buttonsReplayRetryAndDiscard() throws Exception {
    long id = traffic.register("buttons", "C1", "VB1");

    web.perform(post("/messages/" + id + "/replay")).andExpect(redirectedUrl("/messages/" + id));
    web.perform(post("/deliveries/999999/retry")).andExpect(status().isConflict());
    web.perform(post("/deliveries/999999/discard").param("reason", "x"))
        .andExpect(status().isConflict());
    web.perform(get("/messages/999999")).andExpect(status().isNotFound());
  }

  @Test
  void recognitionPageSaysHowToSwitchItOn() throws Exception {
    web.perform(get("/recognition"))
        .andExpect(status().isOk())
        .andExpect(
            content().string(allOf(containsString("互认功能未启用"), containsString("enabled: true"))));
  }

  @Test
  void describesItsApi() throws Exception {
    web.perform(get("/v3/api-docs"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("/api/v1/messages/{id}/trace")));
    web.perform(get("/swagger-ui.html")).andExpect(status().is3xxRedirection());
    web.perform(get("/webjars/htmx.org/dist/htmx.min.js")).andExpect(status().isOk());
  }

  @Test
  void bothLanguagesHoldTheSameKeys() throws IOException {
    assertThat(texts("zh").keySet()).isEqualTo(texts("en").keySet());
  }

  private static Properties texts(String language) throws IOException {
    Properties texts = new Properties();
    for (String name : ConsoleWeb.TEXTS) {
      try (var file =
          PagesTest.class.getResourceAsStream("/" + name + "_" + language + ".properties")) {
        Properties more = new Properties();
        more.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        more.forEach(
            (key, text) -> assertThat(texts.put(key, text)).as("a second %s", key).isNull());
      }
    }
    return texts;
  }
}
