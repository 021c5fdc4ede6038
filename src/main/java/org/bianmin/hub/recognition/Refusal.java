package org.bianmin.hub.recognition;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A request that is answered with an error. Texts name places, never values. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String RETRY_SECONDS = "10";

  /**
   * One thing that is wrong.
   *
   * @param place JSON Pointer (RFC 6901) into the body
   * @param reason what is wrong and what to do about it
   */
  record Problem(String place, String reason) {}

  private final HttpStatus status;
  private final transient List<Problem> problems;

  Refusal(HttpStatus status, String detail) {
    this(status, detail, List.of());
  }

  Refusal(HttpStatus status, String detail, List<Problem> problems) {
    super(detail, null, false, false);
    this.status = status;
    this.problems = problems;
  }

  static Refusal of(List<Problem> problems) {
    return new Refusal(
        HttpStatus.UNPROCESSABLE_ENTITY,
        "Nothing was done: correct the places that 'problems' names, and send it again",
        problems);
  }

  static Refusal unavailable() {
    return new Refusal(
        HttpStatus.SERVICE_UNAVAILABLE, "The hub cannot store anything now: send it again later");
  }

  /** RFC 9457, with a member {@code problems} where single places are wrong. */
  ResponseEntity<Object> answer() {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, getMessage());
    if (!problems.isEmpty()) {
      problem.setProperty("problems", problems);
    }
    var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    } else if (status == HttpStatus.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return answer.body(problem);
  }
}
