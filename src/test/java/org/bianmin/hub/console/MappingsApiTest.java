package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.matchesPattern;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class MappingsApiTest {

  private static final String RELOAD = "/api/v1/mappings/reload";

  @TempDir private Path temp;

  /** The clock of the API. */
  static class Clock {
    @Bean
    Times times() {
      return new Times(new HubZone(ZoneId.of("Asia/Shanghai")));
    }
  }

  @Test
  void putsAFolderInOrderInForceAndListsWhatIsWrongWithAnother() throws Exception {
    ShippedFolder folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    try (var context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource("test", Map.of("hub.mappings", folder.root().toString())));
      context.register(
          MappingCheck.class, Mappings.class, MappingsApi.class, MappingsApiTest.Clock.class);
      context.refresh();
      MockMvc mvc = MockMvcBuilders.standaloneSetup(context.getBean(MappingsApi.class)).build();

      mvc.perform(post(RELOAD))
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.hash", matchesPattern("[0-9a-f]{16}")))
          .andExpect(jsonPath("$.problems").isEmpty());

      mvc.perform(get("/api/v1/mappings"))
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.hash", matchesPattern("[0-9a-f]{16}")))
          .andExpect(jsonPath("$.loadedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*\\+08:00")))
          .andExpect(jsonPath("$.problems").isEmpty())
          .andExpect(jsonPath("$.tables[?(@.name == 'disposition')].rows").value(11))
          .andExpect(jsonPath("$.tables[?(@.name == 'disposition')].system").value("CV06.00.226"));

      String hash = context.getBean(Mappings.class).inForce().hash();
      int line = folder.replace("events/transfer.made.yaml", "PV1-6.1", "PV1.6.1");

      mvc.perform(post(RELOAD))
          .andExpect(status().isUnprocessableEntity())
          .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
          .andExpect(jsonPath("$.status").value(422))
          .andExpect(jsonPath("$.problems.length()").value(1))
          .andExpect(jsonPath("$.problems[0].file").value("events/transfer.made.yaml"))
          .andExpect(jsonPath("$.problems[0].line").value(line))
          .andExpect(jsonPath("$.problems[0].reason", matchesPattern("Path 'PV1.6.1'.*")))
          .andExpect(
              jsonPath("$.detail", matchesPattern(".*the set " + hash + " stays in force.*")));

      mvc.perform(get("/api/v1/mappings"))
          .andExpect(jsonPath("$.hash").value(hash))
          .andExpect(jsonPath("$.problems[0].line").value(line));
    }
  }

  @Test
  void listsWhatIsWrongWithProgrammesInTheSameAnswer() throws Exception {
    ShippedFolder folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    try (var context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource("test", Map.of("hub.mappings", folder.root().toString())));
      context.register(
          MappingCheck.class,
          Programmes.class,
          Mappings.class,
          MappingsApi.class,
          MappingsApiTest.Clock.class);
      context.refresh();
      MockMvc mvc = MockMvcBuilders.standaloneSetup(context.getBean(MappingsApi.class)).build();
      ProgrammeSet before = context.getBean(Programmes.class).inForce();
      int line = folder.append("programmes/holidays.csv", "2027-13-01,holiday,元旦,?");

      mvc.perform(post(RELOAD))
          .andExpect(status().isUnprocessableEntity())
          .andExpect(jsonPath("$.problems.length()").value(1))
          .andExpect(jsonPath("$.problems[0].file").value("programmes/holidays.csv"))
          .andExpect(jsonPath("$.problems[0].line").value(line));
      assertThat(context.getBean(Programmes.class).inForce()).isSameAs(before);
    }
  }
}
