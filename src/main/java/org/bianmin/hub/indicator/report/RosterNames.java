package org.bianmin.hub.indicator.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.indicator.programme.Roster.Institution;

/**
 * What {@code roster.csv} calls institutions, counties and cities. Codes of places get their names
 * by the parameters {@code county-name} and {@code city-name} of one of their institutions.
 */
final class RosterNames {

  private RosterNames() {}

  static String of(Roster roster, ReportScope scope) {
    // the newest row of an institution that was renamed
    List<Institution> rows = new ArrayList<>(roster.institutions());
    Collections.reverse(rows);
    return rows.stream()
        .filter(
            one ->
                switch (scope.kind()) {
                  case FACILITY -> one.facility().equals(scope.id());
                  case COUNTY -> one.county().equals(scope.id()) && named(one, "county-name");
                  case CITY -> one.city().equals(scope.id()) && named(one, "city-name");
                })
        .map(
            one ->
                switch (scope.kind()) {
                  case FACILITY -> one.name();
                  case COUNTY -> one.parameters().get("county-name");
                  case CITY -> one.parameters().get("city-name");
                })
        .findFirst()
        .orElse(scope.id());
  }

  private static boolean named(Institution one, String parameter) {
    return one.parameters().containsKey(parameter);
  }
}
