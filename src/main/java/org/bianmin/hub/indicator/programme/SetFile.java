package org.bianmin.hub.indicator.programme;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.YamlMap;

/** Reads sets of events that are counted, with their joins. */
final class SetFile {

  /** Keys of a set, beside those of its measure. */
  static final Set<String> KEYS = Set.of("from", "time", "reach", "where", "join", "union");

  private static final Set<String> MEMBER_KEYS = Set.of("from", "time", "reach", "where", "join");

  private static final Set<String> JOIN_KEYS = Set.of("event", "by", "where", "reach", "pick");

  /**
   * A set, and what paths mean beside it.
   *
   * @param set null where something is wrong with it
   */
  record Read(FactSet set, Names names) {}

  private final Vocabulary words;

  SetFile(Vocabulary words) {
    this.words = words;
  }

  /** The set of a measure, a row, or of {@code also}. */
  Read read(YamlMap yaml) {
    KEYS.forEach(yaml::has);
    if (!yaml.has("union")) {
      Names names = Names.empty();
      FactSet.Member member = member(yaml, names, null);
      return new Read(member == null ? null : FactSet.of(member), names);
    }
    for (String key : KEYS) {
      if (yaml.has(key) && !key.equals("union")) {
        yaml.problem(
            yaml.line(key), "'" + key + "' stands inside of each set of 'union', not beside it");
      }
    }
    Names names = Names.empty();
    List<FactSet.Member> members = new ArrayList<>();
    List<YamlMap> parts = yaml.maps("union");
    for (YamlMap part : parts) {
      Names own = Names.empty();
      FactSet.Member member = member(part, own, part.text("label"));
      part.done();
      names.addAll(own);
      if (member != null) {
        members.add(member);
      }
    }
    if (parts.isEmpty()) {
      yaml.problem(yaml.line("union"), "'union' takes a list of sets: [{from: …}, {from: …}]");
    }
    return new Read(
        members.isEmpty() || members.size() < parts.size() ? null : new FactSet(members), names);
  }

  private FactSet.Member member(YamlMap yaml, Names names, String label) {
    MEMBER_KEYS.forEach(yaml::has);
    EventDefinition event = words.event(yaml, "from");
    names.add(event);
    if (label != null) {
      names.label();
    }
    List<Join> joins = joins(yaml, names);
    List<Condition> where = new ConditionFile(words, names).list(yaml, "where");
    Path time = time(yaml, names);
    Reach reach = reach(yaml, time != null);
    if (event == null || joins == null) {
      return null;
    }
    return Reading.make(
        yaml,
        () ->
            new FactSet.Member(
                event.type(), time, reach, where, joins, label == null ? "" : label));
  }

  private static Path time(YamlMap yaml, Names names) {
    String text = yaml.text("time");
    if (text == null) {
      return null;
    }
    Names.Value time = names.value(yaml, "time", text);
    if (!yaml.has("reach")) {
      yaml.problem(
          yaml.line("time"),
          "'time' needs 'reach' beside it: how much earlier the event may have happened (60d)");
    }
    return time != null && Fit.fits(yaml, "time", time, Names.Kind.TIME) ? time.path() : null;
  }

  private static Reach reach(YamlMap yaml, boolean timed) {
    if (!yaml.has("reach")) {
      return Reach.NONE;
    }
    if (!timed && !yaml.has("time")) {
      yaml.problem(
          yaml.line("reach"), "'reach' of a set goes with 'time'; a join has a reach of its own");
    }
    if (yaml.isMap("reach")) {
      return beforeAfter(yaml);
    }
    Duration before = Reading.duration(yaml, "reach");
    return Reading.make(yaml, () -> new Reach(before, Duration.ZERO));
  }

  private static Reach beforeAfter(YamlMap yaml) {
    YamlMap reach = yaml.map("reach");
    boolean earlier = reach.has("before");
    boolean later = reach.has("after");
    if (!earlier && !later) {
      reach.problem(reach.line(), "'reach' says how far: {before: 0d, after: 31d}");
    }
    Duration before = Reading.duration(reach, "before");
    Duration after = Reading.duration(reach, "after");
    reach.done();
    return Reading.make(reach, () -> new Reach(before, after));
  }

  /** The joins in their order; null where one is wrong. */
  private List<Join> joins(YamlMap yaml, Names names) {
    List<Join> joins = new ArrayList<>();
    YamlMap all = yaml.map("join");
    boolean sound = true;
    for (String alias : all.keys()) {
      Join join = join(all.map(alias), alias, names);
      sound &= join != null;
      joins.add(join);
    }
    return sound ? joins : null;
  }

  private Join join(YamlMap yaml, String alias, Names names) {
    JOIN_KEYS.forEach(yaml::has);
    EventDefinition event = words.event(yaml, "event");
    Names inside = names.inside(event);
    List<Join.By> by = by(yaml, names, inside);
    List<Condition> where = new ConditionFile(words, inside).list(yaml, "where");
    if (!yaml.has("reach")) {
      yaml.problem(
          yaml.line(),
          "'reach' is missing: how much earlier and later than the counted event it may have"
              + " happened, {before: 0d, after: 31d}; it bounds what is read");
    }
    Reach reach = yaml.has("reach") ? beforeAfter(yaml) : null;
    String pick = Reading.oneOf(yaml, "pick", List.of("first", "last"), "first");
    yaml.done();
    names.alias(alias, event);
    if (event == null || by == null || reach == null || pick == null) {
      return null;
    }
    return Reading.make(
        yaml,
        () ->
            new Join(
                alias,
                event.type(),
                by,
                where,
                reach,
                Join.Pick.valueOf(pick.toUpperCase(Locale.ROOT))));
  }

  /** Own attribute: path on the counted event or on an alias further up. */
  private static List<Join.By> by(YamlMap yaml, Names names, Names inside) {
    List<Join.By> by = new ArrayList<>();
    if (!yaml.has("by")) {
      yaml.problem(
          yaml.line(), "'by' is missing: {attribute of this event: path of the counted one}");
      return null;
    }
    YamlMap pairs = yaml.map("by");
    boolean sound = true;
    for (String own : pairs.keys()) {
      Names.Value joined = inside.value(pairs, own, own);
      Names.Value counted = names.value(pairs, own);
      if (joined == null || counted == null) {
        sound = false;
      } else if (!(joined.kind() == counted.kind()
              || (joined.kind().isText() && counted.kind().isText()))
          || joined.kind() == Names.Kind.GROUP) {
        pairs.problem(
            pairs.line(own),
            "'"
                + joined.path()
                + "' is "
                + Fit.said(joined.kind())
                + " and '"
                + counted.path()
                + "' is "
                + Fit.said(counted.kind())
                + "; they are never equal");
        sound = false;
      } else {
        by.add(new Join.By(joined.path(), counted.path()));
      }
    }
    return sound && !by.isEmpty() ? by : null;
  }
}
