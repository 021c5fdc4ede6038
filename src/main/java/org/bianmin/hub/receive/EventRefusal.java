package org.bianmin.hub.receive;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A request with documents that is answered with an error. Texts name places, never values. */
final class EventRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param place JSON Pointer (RFC 6901) into the body
   * @param reason what is wrong and what to do about it
   */
  record Problem(String place, String reason) {}

  private final HttpStatus status;
  private final transient List<Problem> problems;

  EventRefusal(HttpStatus status, String detail, List<Problem> problems) {
    super(detail, null, false, false);
    this.status = status;
    this.problems = problems;
  }

  EventRefusal(HttpStatus status, String detail) {
    this(status, detail, List.of());
  }

  /** What is wrong, place by place; empty where it is the whole. */
  List<Problem> problems() {
    return problems;
  }

  /** RFC 9457, with a member {@code problems} where single places are wrong. */
  ResponseEntity<Object> answer() {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, getMessage());
    if (!problems.isEmpty()) {
      problem.setProperty("problems", problems);
    }
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
