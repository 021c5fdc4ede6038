package org.bianmin.hub.console;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {"hub.console.open-loopback=true", "hub.facility=H001"})
@AutoConfigureMockMvc
@DirtiesContext
class AuditApiTest {

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;

  @Test
  void rawBytesAreShownToNobodyWithoutAnEntry() throws Exception {
    long id = traffic.register("raw", "C1", "VR1");

    web.perform(get("/api/v1/messages/" + id + "/raw")).andExpect(status().isOk());
    web.perform(
            get("/api/v1/messages/" + id + "/raw")
                .header("X-Hub-Who", URLEncoder.encode("王五", StandardCharsets.UTF_8))
                .header("X-Hub-Reason", "complaint"))
        .andExpect(status().isOk());

    web.perform(get("/api/v1/audit?act=message.reveal&object=id=" + id))
        .andExpect(jsonPath("$.items.length()").value(2))
        .andExpect(jsonPath("$.items[0].who").value("王五"))
        .andExpect(jsonPath("$.items[0].reason").value("complaint"))
        .andExpect(jsonPath("$.items[0].from").value("127.0.0.1"))
        .andExpect(jsonPath("$.items[0].outcome").value("done"))
        .andExpect(jsonPath("$.items[0].at", endsWith("+08:00")))
        .andExpect(jsonPath("$.items[1].who").doesNotExist());
  }

  @Test
  void whatABodySaysIsInTheTrailAndWhatIsRefusedToo() throws Exception {
    web.perform(
            post("/api/v1/deliveries/999999/discard")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\": \"重复上报\"}"))
        .andExpect(status().isNotFound());
    web.perform(post("/api/v1/deliveries/999999/retry")).andExpect(status().isNotFound());

    web.perform(get("/api/v1/audit?act=delivery"))
        .andExpect(jsonPath("$.items[*].act", contains("delivery.retry", "delivery.discard")))
        .andExpect(jsonPath("$.items[*].outcome", contains("refused", "refused")))
        .andExpect(jsonPath("$.items[1].object").value("id=999999"))
        .andExpect(jsonPath("$.items[1].reason").value("重复上报"));
    web.perform(get("/api/v1/audit?act=delivery&limit=1"))
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.next").isString());
  }

  @Test
  void whoeverLooksForAPatientIsInTheTrailAndThePatientIsNot() throws Exception {
    web.perform(
            post("/api/v1/events/search")
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"patient\": {\"idType\": \"01\", \"id\": \"%s\"}}"
                        .formatted("330102199001011234")))
        .andExpect(status().isOk());

    web.perform(get("/api/v1/audit?act=event.search"))
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.items[0].object").doesNotExist())
        .andExpect(jsonPath("$.items[0].reason").doesNotExist());
  }

  @Test
  void theChainIsWholeAndSaysHowLongItIs() throws Exception {
    web.perform(post("/api/v1/destinations/platform/resume")).andExpect(status().isNoContent());

    web.perform(get("/api/v1/audit/check"))
        .andExpect(jsonPath("$.whole").value(true))
        .andExpect(jsonPath("$.entries").isNumber())
        .andExpect(jsonPath("$.brokenAt").doesNotExist());
  }
}
