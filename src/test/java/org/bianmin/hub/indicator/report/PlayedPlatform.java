package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A platform that answers what a test has laid out, and keeps what it was sent. */
final class PlayedPlatform implements ReportPlatform {

  final Queue<Answer> answers = new ArrayDeque<>();
  final List<JsonNode> sent = new ArrayList<>();
  final List<String> asked = new ArrayList<>();

  PlayedPlatform will(Answer answer) {
    answers.add(answer);
    return this;
  }

  @Override
  public Answer submit(String destination, byte[] document) {
    try {
      sent.add(ReportTexts.JSON.readTree(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answers.remove();
  }

  @Override
  public Answer ask(String destination, String number) {
    asked.add(number);
    return answers.remove();
  }
}
