package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.Condition;
import org.bianmin.hub.mapping.Documents;
import org.bianmin.hub.mapping.Each;
import org.bianmin.hub.mapping.IdentityBinding;
import org.bianmin.hub.mapping.KeyPart;
import org.bianmin.hub.mapping.LinkBinding;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Paths;
import org.bianmin.hub.mapping.Profile;
import org.bianmin.hub.mapping.Rule;

/** Compiles every path, group and trigger of a set where it stands, so that each has its line. */
final class PathCheck {

  private final MappingSet set;
  private final Map<String, Format> formats;
  private final List<MappingProblem> problems = new ArrayList<>();

  PathCheck(MappingSet set, List<Format> formats) {
    this.set = set;
    this.formats = new HashMap<>();
    formats.forEach(format -> this.formats.put(format.name(), format));
  }

  /** Where a path stands. */
  private record Place(String file, Format format) {}

  List<MappingProblem> problems() {
    set.events().values().forEach(event -> event.bindings().forEach(this::binding));
    set.links().forEach(this::link);
    set.identities().forEach(this::identity);
    set.profiles().values().forEach(this::profile);
    return problems;
  }

  private void binding(Binding binding) {
    Place place = new Place(binding.file(), formats.get(binding.format()));
    binding.on().forEach(on -> attempt(place, binding.line(), on, place.format()::trigger));
    each(place, binding.each());
    conditions(place, binding.when());
    key(place, binding.key());
    paths(place, binding.recordedAt());
    paths(place, binding.occurredAt());
    paths(place, binding.patient());
    rules(place, binding.attributes());
  }

  private void key(Place place, List<KeyPart> key) {
    key.stream().filter(part -> !part.isPrefix()).forEach(part -> paths(place, part.paths()));
  }

  private void link(LinkBinding link) {
    Place place = new Place(link.file(), formats.get(link.format()));
    link.on().forEach(on -> attempt(place, link.line(), on, place.format()::trigger));
    each(place, link.each());
    paths(place, link.old());
    paths(place, link.current());
    paths(place, link.holder());
    paths(place, link.owner());
    paths(place, link.recordedAt());
  }

  private void identity(IdentityBinding identity) {
    Place place = new Place(identity.file(), formats.get(identity.format()));
    identity.ids().forEach(id -> paths(place, id.path()));
    paths(place, identity.name());
    paths(place, identity.given());
    paths(place, identity.sex());
    paths(place, identity.birthDate());
  }

  private void profile(Profile profile) {
    profile.bindings().values().forEach(bindings -> bindings.forEach(this::binding));
    if (profile.documents() != null) {
      Documents documents = profile.documents();
      Place place = new Place(profile.file(), formats.get(JsonFormat.NAME));
      paths(place, documents.trigger());
      paths(place, documents.id());
      paths(place, documents.sentAt());
      documents.bindings().values().forEach(bindings -> bindings.forEach(this::binding));
    }
    profile
        .terms()
        .forEach(
            (format, terms) ->
                terms
                    .values()
                    .forEach(
                        paths -> paths(new Place(profile.file(), formats.get(format)), paths)));
    profile
        .overrides()
        .forEach(
            (format, byEvent) ->
                byEvent
                    .values()
                    .forEach(
                        rules -> rules(new Place(profile.file(), formats.get(format)), rules)));
  }

  private void rules(Place place, Map<String, Rule> rules) {
    for (Rule rule : rules.values()) {
      paths(place, rule.paths());
      paths(place, rule.coded());
      paths(place, rule.currency());
      key(place, rule.key());
      if (rule.derived() != null) {
        paths(place, rule.derived().from());
        paths(place, rule.derived().to());
      }
      if (rule.group() != null) {
        each(place, rule.group().each());
        conditions(place, rule.group().when());
        conditions(place, rule.group().remove());
        rules(place, rule.group().attributes());
      }
    }
  }

  private void conditions(Place place, List<Condition> conditions) {
    conditions.forEach(condition -> paths(place, condition.paths()));
  }

  private void each(Place place, Each each) {
    if (each != null) {
      attempt(place, each.line(), each, place.format()::parts);
    }
  }

  /** Terms are compiled in the profiles that say what they stand for. */
  private void paths(Place place, Paths paths) {
    for (String path : paths.alternatives()) {
      if (!isTerm(path)) {
        attempt(place, paths.line(), path, place.format()::path);
      }
    }
  }

  private boolean isTerm(String path) {
    String term = Paths.term(path);
    return term != null
        && set.profiles().values().stream()
            .anyMatch(
                profile ->
                    profile.terms().values().stream().anyMatch(terms -> terms.containsKey(term)));
  }

  private <T> void attempt(Place place, int line, T text, Consumer<T> compile) {
    try {
      compile.accept(text);
    } catch (IllegalArgumentException e) {
      problems.add(new MappingProblem(place.file(), line, e.getMessage()));
    }
  }
}
