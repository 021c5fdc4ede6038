// size: one flow each over the same hub
package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.access.Tokens;
import org.bianmin.hub.access.Users;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** Console and API of a hub that nothing opens but a login. */
@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {"hub.facility=H001", "hub.access.failures-per-address=6"})
@AutoConfigureMockMvc
@DirtiesContext
class SignInTest {

  private static final String GOOD = "Correct-horse7";
  private static final String OTHER = "Battery-staple8";
  private static int people;

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;
  @Autowired Users users;
  @Autowired Tokens tokens;

  private String login;

  @BeforeEach
  void aName() {
    people++;
    login = "person" + people;
  }

  private Cookie in(String... roles) throws Exception {
    long unused = users.add(login, "李四", List.of(roles), GOOD, false).id();
    return cookie(signIn(login, GOOD));
  }

  private MockHttpServletResponse signIn(String name, String password) throws Exception {
    return web.perform(post("/login").param("login", name).param("password", password))
        .andReturn()
        .getResponse();
  }

  private static Cookie cookie(MockHttpServletResponse response) {
    assertThat(response.getStatus()).isEqualTo(302);
    return response.getCookie("hub-session");
  }

  private String trail(String act) throws Exception {
    String auditor = tokens.make("t-" + login, List.of("auditor"), 1, "test");
    return web.perform(get("/api/v1/audit?act=" + act).header("Authorization", "Bearer " + auditor))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void theCookieIsForThisSiteOnlyAndNoScriptReadsIt() throws Exception {
    Cookie cookie = in("viewer");

    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
    assertThat(cookie.getSecure()).as("over plain HTTP it would not come back").isFalse();
    assertThat(cookie.getPath()).isEqualTo("/");
    var overTls =
        web.perform(post("/login").secure(true).param("login", login).param("password", GOOD))
            .andReturn()
            .getResponse();
    assertThat(cookie(overTls).getSecure()).isTrue();
  }

  @Test
  void whatAWrongPasswordAnswersIsWhatAnUnknownNameAnswers() throws Exception {
    Cookie unused = in("viewer");
    var wrong = signIn(login, OTHER);
    var unknown = signIn("nobody", OTHER);

    assertThat(wrong.getStatus()).isEqualTo(401);
    assertThat(unknown.getStatus()).isEqualTo(401);
    assertThat(wrong.getContentAsString()).isEqualTo(unknown.getContentAsString());
    assertThat(wrong.getCookie("hub-session")).isNull();
    String trail = trail("session");
    assertThat(trail).contains("\"who\":\"" + login + "\"").contains("\"who\":\"nobody\"");
    assertThat(trail).contains("session.sign-in").contains("refused").doesNotContain(OTHER);
  }

  @Test
  void aSessionThatWasPlantedBeforeTheSignInIsNotTheOneAfterIt() throws Exception {
    Cookie before = in("viewer");

    var again =
        web.perform(post("/login").cookie(before).param("login", login).param("password", GOOD))
            .andReturn()
            .getResponse();

    assertThat(cookie(again).getValue()).isNotEqualTo(before.getValue());
    web.perform(get("/messages").cookie(cookie(again))).andExpect(status().isOk());
    web.perform(get("/messages").cookie(before)).andExpect(status().isForbidden());
    web.perform(get("/messages").cookie(new Cookie("hub-session", "chosen")))
        .andExpect(status().isForbidden());
  }

  @Test
  void whoSignsOutIsOutWithTheCookieKeptToo() throws Exception {
    Cookie cookie = in("viewer");

    web.perform(post("/logout").cookie(cookie)).andExpect(redirectedUrl("/login"));

    web.perform(get("/messages").cookie(cookie)).andExpect(status().isForbidden());
    assertThat(trail("session.sign-out")).contains("\"who\":\"" + login + "\"");
  }

  @Test
  void leadsBackIntoTheConsoleAndNowhereElse() throws Exception {
    long unused = users.add(login, "", List.of("viewer"), GOOD, false).id();

    for (String next :
        List.of("/messages?state=PARKED", "https://evil.example/", "//evil", "/\\e")) {
      web.perform(post("/login").param("login", login).param("password", GOOD).param("next", next))
          .andExpect(redirectedUrl(next.startsWith("/m") ? next : "/"));
    }
  }

  @Test
  void whatARoleDoesNotAllowIsRefusedWithWordsAndStandsInTheTrail() throws Exception {
    long id = traffic.register("his", "C" + people, "V" + people);
    Cookie viewer = in("viewer");

    web.perform(get("/messages/" + id).cookie(viewer))
        .andExpect(content().string(allOf(containsString("李四"), not(containsString("reveal\"")))));
    web.perform(post("/messages/" + id + "/reveal").cookie(viewer).param("reason", "好奇"))
        .andExpect(status().isForbidden())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("查看患者数据"),
                        containsString("运维"),
                        not(containsString(Traffics.NAME)))));
    web.perform(get("/api/v1/messages/" + id + "/raw").cookie(viewer))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail", containsString("operator")));
    web.perform(get("/users?lang=en").cookie(viewer))
        .andExpect(status().isForbidden())
        .andExpect(content().string(containsString("Security administrator")));
    web.perform(
            post("/api/v1/deliveries/1/discard")
                .cookie(viewer)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"who\": \"王五\", \"reason\": \"x\"}"))
        .andExpect(status().isForbidden());

    assertThat(trail("message.reveal"))
        .contains("\"who\":\"" + login + "\"")
        .contains("refused")
        .doesNotContain("\"outcome\":\"done\"");
  }

  @Test
  void aRevealStandsUnderTheLoginWhateverNameIsGiven() throws Exception {
    long id = traffic.register("his", "C" + people, "V" + people);
    Cookie operator = in("operator");

    web.perform(
            post("/messages/" + id + "/reveal")
                .cookie(operator)
                .header("X-Hub-Who", "somebody")
                .param("who", "somebody")
                .param("reason", "平台退回"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(Traffics.NAME)));

    assertThat(trail("message.reveal"))
        .contains("\"who\":\"" + login + "\",\"from\"")
        .contains("平台退回")
        .doesNotContain("somebody");
  }

  @Test
  void whoIsDisabledIsOutAtOnce() throws Exception {
    Cookie cookie = in("viewer");
    web.perform(get("/messages").cookie(cookie)).andExpect(status().isOk());

    users.disabled(users.find(login).orElseThrow().id(), true);

    web.perform(get("/messages").cookie(cookie)).andExpect(status().isForbidden());
    assertThat(signIn(login, GOOD).getStatus()).isEqualTo(401);
  }

  @Test
  void theOwnPasswordIsChangedByWhoKnowsItAndOtherSessionsEnd() throws Exception {
    Cookie here = in("viewer");
    Cookie there = cookie(signIn(login, GOOD));

    web.perform(change(here, OTHER, "Whatever-11", "Whatever-11"))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("当前密码不正确")));
    web.perform(change(here, GOOD, "Whatever-11", "Whatever-12"))
        .andExpect(content().string(containsString("不一致")));
    web.perform(change(here, GOOD, "short", "short"))
        .andExpect(content().string(containsString("10 至 128")));
    Cookie after = cookie(web.perform(change(here, GOOD, OTHER, OTHER)).andReturn().getResponse());

    web.perform(get("/messages").cookie(after)).andExpect(status().isOk());
    web.perform(get("/messages").cookie(here)).andExpect(status().isForbidden());
    web.perform(get("/messages").cookie(there)).andExpect(status().isForbidden());
  }

  private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder change(
      Cookie cookie, String current, String fresh, String again) {
    return post("/password")
        .cookie(cookie)
        .param("current", current)
        .param("fresh", fresh)
        .param("again", again);
  }

  @Test
  void theSecurityAdministratorAddsUsersAndTokensThatAreShownOnce() throws Exception {
    Cookie admin = in("security-admin");
    long own = users.find(login).orElseThrow().id();

    String secret =
        web.perform(
                post("/api/v1/users")
                    .cookie(admin)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"login\": \"new-" + login + "\", \"role\": [\"finance\"]}"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    String password = secret.replaceAll(".*:\"|\"}", "");
    Cookie fresh = cookie(signIn("new-" + login, password));
    web.perform(get("/reconciliation").cookie(fresh).accept(MediaType.TEXT_HTML))
        .andExpect(redirectedUrl("/password"));

    web.perform(post("/users").cookie(admin).param("login", login).param("role", "viewer"))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("已被使用")));
    web.perform(post("/api/v1/users/" + own + "/disable").cookie(admin))
        .andExpect(status().isConflict());
    web.perform(
            post("/users/tokens")
                .cookie(admin)
                .param("token", "script-" + login)
                .param("role", "viewer")
                .param("days", "7"))
        .andExpect(content().string(containsString("hub_")));
    web.perform(get("/users").cookie(admin))
        .andExpect(
            content()
                .string(allOf(not(containsString(">hub_")), containsString("script-" + login))));
    web.perform(get("/messages").cookie(admin)).andExpect(status().isForbidden());

    assertThat(trail("user.add"))
        .contains("login=new-" + login + " role=finance")
        .doesNotContain(password);
  }

  @Test
  void aScriptActsUnderTheNameOfItsToken() throws Exception {
    String token = tokens.make("s-" + login, List.of("operator"), 1, "sec");

    web.perform(get("/api/v1/me").header("Authorization", "Bearer " + token))
        .andExpect(jsonPath("$.login").value("token:s-" + login));
    web.perform(
            post("/api/v1/destinations/platform/resume")
                .header("Authorization", "Bearer " + token)
                .header("X-Hub-Who", "somebody"))
        .andExpect(status().isNoContent());
    web.perform(get("/api/v1/audit").header("Authorization", "Bearer " + token))
        .andExpect(status().isForbidden());

    assertThat(trail("destination")).contains("token:s-" + login).doesNotContain("somebody");
  }

  @Test
  void anAddressThatGuessesIsHeldOff() throws Exception {
    for (int i = 0; i < 6; i++) {
      web.perform(guess()).andExpect(status().isUnauthorized());
    }

    web.perform(guess()).andExpect(status().isTooManyRequests());
    assertThat(signIn("nobody", OTHER).getStatus()).as("from elsewhere").isEqualTo(401);
  }

  private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder
      guess() {
    return post("/login")
        .param("login", "nobody")
        .param("password", OTHER)
        .with(
            request -> {
              request.setRemoteAddr("10.9.9.9");
              return request;
            });
  }
}
