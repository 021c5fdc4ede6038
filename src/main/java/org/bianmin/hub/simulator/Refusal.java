package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A call the platform does not serve; becomes a problem document ({@code problem.json}). */
final class Refusal extends Exception {

  private final int status;
  private final String code;

  /**
   * A refusal.
   *
   * @param status HTTP status
   * @param code the contract's code
   * @param detail what to do; never patient data
   */
  Refusal(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  ObjectNode problem() {
    return Json.MAPPER
        .createObjectNode()
        .put("type", "urn:bianmin:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("title", title())
        .put("status", status)
        .put("code", code)
        .put("detail", getMessage());
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
