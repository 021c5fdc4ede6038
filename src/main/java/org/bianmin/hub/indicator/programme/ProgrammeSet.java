package org.bianmin.hub.indicator.programme;

import java.util.List;
import java.util.Optional;

/**
 * All that is asked for, and what its counting needs.
 *
 * @param hash of the content of all its files, hexadecimal
 */
public record ProgrammeSet(
    List<Programme> programmes, Roster roster, HolidayCalendar holidays, Feeds feeds, String hash) {

  private static final ProgrammeSet NONE =
      new ProgrammeSet(
          List.of(),
          new Roster(List.of()),
          HolidayCalendar.none(),
          new Feeds(List.of()),
          "0000000000000000");

  public ProgrammeSet {
    programmes = List.copyOf(programmes);
  }

  /** Nothing is asked for. */
  public static ProgrammeSet none() {
    return NONE;
  }

  public Optional<Programme> programme(String id) {
    return programmes.stream().filter(p -> p.id().equals(id)).findFirst();
  }
}
