package org.bianmin.hub.console;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.recognition.RecognitionRoom;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What reports are judged by, as the API shows it. */
class RecognitionTablesApiTest {

  private static final String CATALOGUE = "/api/v1/recognition/catalogue";
  private static final String SCOPES = "/api/v1/recognition/scopes";

  @TempDir private Path temp;
  private TestStore store;
  private ShippedFolder folder;
  private AnnotationConfigApplicationContext context;
  private MockMvc mvc;

  @BeforeEach
  void open() throws Exception {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    store = TestStore.embedded(temp.resolve("data"));
    store.commits().start();
    context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "hub.mappings",
                    folder.root().toString(),
                    "hub.recognition.platform",
                    "platform")));
    RecognitionRoom.register(context, store);
    context.register(Mappings.class, RecognitionTablesApi.class, MappingsApiTest.Clock.class);
    context.refresh();
    mvc =
        MockMvcBuilders.standaloneSetup(context.getBean(RecognitionTablesApi.class))
            .setControllerAdvice(new ApiProblems())
            .build();
  }

  @AfterEach
  void close() {
    context.close();
    store.close();
  }

  @Test
  void showsTheCatalogueOfTheFilesPageByPage() throws Exception {
    mvc.perform(get(CATALOGUE).param("limit", "2"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.edition").value("files"))
        .andExpect(jsonPath("$.source").value("files"))
        .andExpect(jsonPath("$.fetchedAt").isEmpty())
        .andExpect(jsonPath("$.problem").isEmpty())
        .andExpect(jsonPath("$.items.length()").value(2))
        .andExpect(jsonPath("$.items[0].code").value("ecg-12"))
        .andExpect(jsonPath("$.items[0].countsFrom").value("reported"))
        .andExpect(jsonPath("$.items[0].from").value("2022-03-01"))
        .andExpect(jsonPath("$.items[1].levels").value("lower-accepts-higher"))
        .andExpect(jsonPath("$.next").value("2"));
    mvc.perform(get(CATALOGUE).param("limit", "500").param("after", "2"))
        .andExpect(jsonPath("$.items.length()").value(23))
        .andExpect(jsonPath("$.next").isEmpty());
    mvc.perform(get(CATALOGUE).param("day", "2022-02-28")).andExpect(jsonPath("$.items").isEmpty());
    mvc.perform(get(CATALOGUE).param("day", "yesterday")).andExpect(status().isBadRequest());
    mvc.perform(get(CATALOGUE).param("after", "x")).andExpect(status().isBadRequest());
  }

  @Test
  void showsTheEditionOfThePlatformAndWhatIsWrongWithTheNext() throws Exception {
    RecognitionRoom.pull(context, "\"a\"", RecognitionRoom.body("2026-10"));
    RecognitionRoom.pull(context, "\"b\"", "{}");

    mvc.perform(get(CATALOGUE).param("limit", "1"))
        .andExpect(jsonPath("$.edition").value("2026-10"))
        .andExpect(jsonPath("$.source").value("platform"))
        .andExpect(jsonPath("$.fetchedAt").value(containsString("+08:00")))
        .andExpect(jsonPath("$.askedAt").value(containsString("+08:00")))
        .andExpect(jsonPath("$.problem").value(containsString("/edition has to be a text")))
        .andExpect(jsonPath("$.items[0].code").value("2501"))
        .andExpect(jsonPath("$.items[0].conditions[0].attribute").value("specimen"));
  }

  @Test
  void showsScopesThatHaveEndedFirst() throws Exception {
    MappingSet set = context.getBean(Mappings.class).inForce();
    int rows = set.recognition().scopes().size();
    int line =
        folder.append(
            "recognition/scopes.csv",
            "H2,lab-glu,city,市HR,C1,2025-01-01,"
                + LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(9));
    context.getBean(Mappings.class).reload();

    mvc.perform(get(SCOPES))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items.length()").value(rows + 1))
        .andExpect(jsonPath("$.items[0].facility").value("H2"))
        .andExpect(jsonPath("$.items[0].state").value("ended"))
        .andExpect(jsonPath("$.items[0].label").value("市HR"))
        .andExpect(jsonPath("$.items[0].line").value(line))
        .andExpect(jsonPath("$.items[1].state").value("holds"))
        .andExpect(jsonPath("$.uncovered").isEmpty())
        .andExpect(jsonPath("$.next").isEmpty());
  }
}
