package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;

/** A binding, compiled once per mapping set and profile. */
final class CompiledBinding {

  private final String type;
  private final Format format;
  private final Action action;
  private final Format.Parts each;
  private final String parts;
  private final List<CompiledCondition> when;
  private final CompiledKey key;
  private final CompiledPaths recordedAt;
  private final CompiledPaths occurredAt;
  private final CompiledPaths patient;
  private final List<CompiledRule> rules = new ArrayList<>();
  // whether a code table that it asks has rows that hold for a time only
  private final boolean dated;
  private final List<CompiledIdentity> identities;

  /**
   * A binding of a profile.
   *
   * @param identities how the patient's identity is read; empty where identities are not kept
   */
  CompiledBinding(
      Format format,
      MappingSet set,
      EventDefinition event,
      Binding binding,
      List<CompiledIdentity> identities) {
    this.identities = identities;
    this.type = event.type();
    this.format = format;
    this.action = binding.action();
    this.each = binding.each() == null ? null : format.parts(binding.each());
    this.parts = binding.each() == null ? "" : binding.each().path();
    this.when = CompiledGroup.compile(format, set, binding.when());
    this.key = new CompiledKey(format, set, binding.key());
    this.recordedAt = new CompiledPaths(format, binding.recordedAt());
    this.occurredAt = new CompiledPaths(format, binding.occurredAt());
    this.patient = new CompiledPaths(format, binding.patient());
    binding
        .attributes()
        .forEach(
            (name, rule) ->
                rules.add(new CompiledRule(format, set, event.attributes().get(name), rule)));
    rules.sort(Comparator.comparing(CompiledRule::name));
    this.dated =
        key.isDated()
            || when.stream().anyMatch(CompiledCondition::isDated)
            || rules.stream().anyMatch(CompiledRule::isDated);
  }

  /** Adds what the message tells; answers why it tells nothing, or null when it does. */
  String assertions(Part message, Reading reading, Found found) {
    try {
      return all(message, reading, found);
    } catch (CannotMap e) {
      throw e.telling(type, reading.source());
    }
  }

  private String all(Part message, Reading reading, Found found) {
    if (each == null) {
      return one(message, reading, found);
    }
    String reason = type + " needs " + parts;
    boolean told = false;
    for (Part part : each.of(message)) {
      String why = one(part, reading, found);
      told |= why == null;
      reason = why == null ? reason : why;
    }
    return told ? null : reason;
  }

  private String one(Part part, Reading message, Found found) {
    Reading reading = dated ? message.on(day(part, message)) : message;
    for (CompiledCondition condition : when) {
      if (!condition.holds(part, reading)) {
        return type + " needs " + condition;
      }
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (CompiledRule rule : rules) {
      rule.fill(part, reading, attributes, action == Action.RECORD);
    }
    String patientId = patient.value(part);
    Assertion told =
        new Assertion(
            new EventKey(reading.facility(), type, key.of(part, reading, type)),
            action,
            reading.ref(recorded(part, reading)),
            occurred(part, reading),
            patientId == null || format.emptied(patientId) ? null : reading.patient(patientId),
            attributes);
    found.assertions.add(told);
    // of the part that named the patient: a message may hold several
    if (told.patient() != null && !found.identities.containsKey(told.patient())) {
      identities.forEach(identity -> identity.read(part, told, reading, found));
    }
    return null;
  }

  private long recorded(Part part, Reading reading) {
    long at = time(recordedAt, part, reading);
    return at == Format.INVALID_TIME ? reading.receivedAt() : at;
  }

  private Long occurred(Part part, Reading reading) {
    if (action.cancels()) {
      return null;
    }
    long at = time(occurredAt, part, reading);
    if (at == Format.INVALID_TIME && action == Action.RECORD) {
      throw new CannotMap(
          "map",
          "no business time: " + occurredAt + " is empty or not a time",
          occurredAt.toString());
    }
    return at == Format.INVALID_TIME ? null : at;
  }

  private long day(Part part, Reading reading) {
    long at = time(occurredAt, part, reading);
    return at == Format.INVALID_TIME ? recorded(part, reading) : at;
  }

  private long time(CompiledPaths paths, Part part, Reading reading) {
    String text = paths.value(part);
    return text == null ? Format.INVALID_TIME : format.time(text, reading.zone());
  }
}
