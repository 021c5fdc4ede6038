package org.bianmin.hub.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.bianmin.hub.simulator.Seals.Opened;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** Serves the calls of mutual recognition (recognition.md), opening and making their seals. */
final class RecognitionCalls {

  static final String BELOW = "/v1/recognition/";
  static final String REPORTS = "/v1/recognition/reports";

  /** A call with a body that may be sealed. */
  private interface Served {
    Reply answer(byte[] body) throws Refusal;
  }

  private final Recognition recognition;
  private final Seals seals;

  RecognitionCalls(Recognition recognition, Seals seals) {
    this.recognition = recognition;
    this.seals = seals;
  }

  /**
   * Serves a call.
   *
   * @param method what the call is made with: asked for when the path is known
   * @throws Refusal 400, 403, 404, 405 or 413
   */
  Reply serve(Call call, Capabilities can, MethodCheck method) throws Refusal {
    switch (call.uri().getRawPath()) {
      case REPORTS -> {
        method.require("POST");
        return opened(
            call, Reply.FHIR, body -> Reply.of(recognition.publish(call.app(), body, can)));
      }
      case REPORTS + "/search" -> {
        method.require("POST");
        if (!can.recognitionQuery()) {
          throw new Refusal(404, "NOT_FOUND", "This platform offers no search.");
        }
        return opened(
            call, Reply.JSON, body -> Reply.of(Reply.FHIR, recognition.search(call.app(), body)));
      }
      case BELOW + "decisions" -> {
        method.require("POST");
        return opened(
            call,
            Reply.JSON,
            body -> Reply.of(recognition.decisions().take(call.app(), body, can)));
      }
      case BELOW + "catalogue" -> {
        method.require("GET");
        return recognition
            .catalogue()
            .answer(Answers.parameter(call.uri(), "since"), call.header().apply("If-None-Match"));
      }
      case BELOW + "notices" -> {
        method.require("GET");
        String after = Answers.parameter(call.uri(), "after");
        return Reply.of(recognition.books().notices().page(call.app(), after));
      }
      default -> throw Answers.notFound();
    }
  }

  /** Refuses another method than the call's. */
  interface MethodCheck {
    void require(String method) throws Refusal;
  }

  private Reply opened(Call call, String type, Served served) throws Refusal {
    Opened opened = seals.open(call, type);
    return seals.seal(call, opened, served.answer(opened.body()));
  }

  /**
   * Reads a JSON object.
   *
   * @throws Refusal 400 where the body is none
   */
  static ObjectNode object(byte[] body) throws Refusal {
    try {
      if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new Refusal(
          400,
          "MALFORMED",
          "The body is not JSON from line %d, column %d on."
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new Refusal(400, "MALFORMED", "The body is not UTF-8 JSON.");
    }
    throw new Refusal(400, "MALFORMED", "The body is no JSON object.");
  }

  /** As above; a question breaks its schema rather than JSON. */
  static JsonNode question(byte[] body, Contract contract) throws Refusal {
    ObjectNode question = object(body);
    var breach = contract.breachOfSearch(question);
    if (breach.isPresent()) {
      throw new Refusal(400, "PARAMETER", "The question's " + breach.get());
    }
    return question;
  }
}
