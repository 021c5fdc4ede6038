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
import org.bianmin.hub.mapping.Paths;

/** A binding, compiled once per mapping set and profile. */
final class CompiledBinding {

  private final String type;
  private final Format format;
  private final Action action;
  private final Format.Parts each;
  private final String parts;
  private final List<CompiledCondition> when;
  private final List<CompiledPaths> key = new ArrayList<>();
  // by their place in the key: those that are left out where the message does not tell them
  private final List<Boolean> optional = new ArrayList<>();
  // stands before the key; keeps numbers of one kind apart from those of another
  private final String prefix;
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
    StringBuilder constant = new StringBuilder();
    for (Paths part : binding.key()) {
      if (Binding.isPrefix(part)) {
        // its word, without the colon that marks it
        constant.append(part.alternatives().get(0).replace(':', '/'));
      } else {
        key.add(new CompiledPaths(format, part));
        optional.add(part.optional());
      }
    }
    this.prefix = constant.toString();
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
        when.stream().anyMatch(CompiledCondition::isDated)
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
            new EventKey(reading.facility(), type, key(part)),
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

  private String key(Part part) {
    if (key.size() == 1 && prefix.isEmpty()) {
      return keyPart(key.get(0), part);
    }
    StringBuilder joined = new StringBuilder(prefix);
    for (int i = 0; i < key.size(); i++) {
      String value = optional.get(i) ? key.get(i).value(part) : keyPart(key.get(i), part);
      if (value != null && !format.emptied(value)) {
        joined.append(joined.length() == prefix.length() ? "" : "/").append(value);
      }
    }
    return joined.toString();
  }

  private String keyPart(CompiledPaths paths, Part part) {
    String value = paths.value(part);
    if (value == null || format.emptied(value)) {
      throw new CannotMap(
          "map",
          paths
              + " is empty, so nobody can tell which "
              + type
              + " this is; have the sender fill it, or name another path in the source's profile",
          paths.toString());
    }
    return value;
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
