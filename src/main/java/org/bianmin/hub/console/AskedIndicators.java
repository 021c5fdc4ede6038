package org.bianmin.hub.console;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.Roster;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads from a request what is asked of indicators, with problems that say what to write. */
@Component
final class AskedIndicators {

  private static final String SWITCH = "switch.";

  /**
   * The parameters of a request.
   *
   * @param period as {@link Period} reads it
   * @param facility, county, city at most one; none means the hub's own facility, or all
   * @param by a {@link Dimension} in small letters, null for none
   * @param until RFC 3339, null for the whole period
   * @param all every parameter, of which {@code switch.<name>} chooses a reading
   */
  record Parameters(
      String period,
      String facility,
      String county,
      String city,
      String by,
      String until,
      Map<String, String> all) {}

  private final ObjectProvider<Indicators> indicators;
  private final ShownFacility shownFacility;
  private final ZoneId zone;

  AskedIndicators(
      ObjectProvider<Indicators> indicators, ShownFacility shownFacility, HubZone zone) {
    this.indicators = indicators;
    this.shownFacility = shownFacility;
    this.zone = zone.zone();
  }

  /**
   * The indicators.
   *
   * @throws NotFound when they are switched off
   */
  Indicators known() {
    Indicators known = indicators.getIfAvailable();
    if (known == null) {
      throw new NotFound("Indicators are off; hub.indicators.enabled=true switches them on");
    }
    return known;
  }

  List<Programme> programmes() {
    return known().programmes().programmes();
  }

  /** The same; none where indicators are off. */
  List<Programme> programmesOrNone() {
    Indicators known = indicators.getIfAvailable();
    return known == null ? List.of() : known.programmes().programmes();
  }

  /**
   * A programme in force.
   *
   * @throws NotFound when there is none of that name
   */
  Programme programme(String id) {
    return known()
        .programmes()
        .programme(id)
        .orElseThrow(
            () ->
                new NotFound(
                    "There is no such programme; there are "
                        + String.join(", ", programmes().stream().map(Programme::id).toList())));
  }

  /**
   * An indicator of a programme in force.
   *
   * @throws NotFound when the programme has none of that name
   */
  IndicatorDefinition indicator(String programme, String id) {
    return programme(programme)
        .indicator(id)
        .orElseThrow(() -> new NotFound("The programme has no such indicator; its list tells all"));
  }

  /**
   * What a request asks.
   *
   * @throws BadRequest when a parameter cannot be read; the message says how it is written
   */
  Question question(String programme, Parameters asked) {
    return new Question(
        programme,
        reading(() -> Period.parse(asked.period(), zone)),
        Times.parse("until", MessageFilter.given(asked.until())),
        scope(asked),
        dimension(MessageFilter.given(asked.by())),
        switches(asked.all()));
  }

  private Scope scope(Parameters asked) {
    String facility = MessageFilter.given(asked.facility());
    String county = MessageFilter.given(asked.county());
    String city = MessageFilter.given(asked.city());
    if (Arrays.asList(facility, county, city).stream().filter(s -> s != null).count() > 1) {
      throw new BadRequest("Name one of facility, county and city", null);
    }
    if (county != null) {
      return area(Scope.Kind.COUNTY, county, Roster.Institution::county);
    }
    if (city != null) {
      return area(Scope.Kind.CITY, city, Roster.Institution::city);
    }
    if ("*".equals(facility)) {
      return Scope.all();
    }
    String own = shownFacility.of(facility, List.of());
    return own.isEmpty() ? Scope.all() : Scope.facility(own);
  }

  /**
   * A county or city of the roster.
   *
   * @throws NotFound when no institution is in it
   */
  private Scope area(Scope.Kind kind, String name, Function<Roster.Institution, String> of) {
    Set<String> names = new TreeSet<>();
    known().programmes().roster().institutions().forEach(one -> names.add(of.apply(one)));
    names.remove("");
    if (!names.contains(name)) {
      throw new NotFound(
          "No institution of the roster (roster.csv) is there; it has "
              + (names.isEmpty() ? "none" : String.join(", ", names)));
    }
    return new Scope(kind, name);
  }

  private static Dimension dimension(String by) {
    if (by == null) {
      return Dimension.NONE;
    }
    for (Dimension known : Dimension.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(by)) {
        return known;
      }
    }
    throw new BadRequest("by is facility, campus, department, ward, county or city", null);
  }

  private static Map<String, String> switches(Map<String, String> all) {
    Map<String, String> chosen = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(SWITCH)) {
            chosen.put(name.substring(SWITCH.length()), value);
          }
        });
    return chosen;
  }

  /** Reads or computes; what cannot be asked is the fault of the request. */
  static <T> T reading(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
  }
}
