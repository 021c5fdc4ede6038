package org.bianmin.hub.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks the columns of a view against the attributes of its event. */
final class ViewColumns {

  private final int line;
  private final YamlMap yaml;
  private final ViewDefinition view;
  private final EventDefinition event;

  ViewColumns(int line, YamlMap yaml, ViewDefinition view, EventDefinition event) {
    this.line = line;
    this.yaml = yaml;
    this.view = view;
    this.event = event;
  }

  void check(List<String> columns) {
    Map<String, String> told = new HashMap<>();
    for (String column : columns) {
      AttributeDefinition attribute = attribute(event, column);
      if (attribute != null) {
        String twice = told.put(attribute.name(), column);
        if (twice != null) {
          problem(
              "columns '" + twice + "' and '" + column + "' are one attribute: leave one of them");
        }
      } else if (!column.isEmpty() && !view.controls().contains(column)) {
        problem(
            "column '"
                + column
                + "' is no attribute of "
                + event.type()
                + "; known are "
                + String.join(", ", event.attributes().keySet()));
      }
    }
    required(columns, told);
  }

  private void required(List<String> columns, Map<String, String> told) {
    for (AttributeDefinition attribute : event.attributes().values()) {
      if (attribute.required() && !told.containsKey(attribute.name())) {
        problem("'query' has no column for the required attribute '" + attribute.name() + "'");
      }
    }
    if (event.occurs() == null && !columns.contains(ViewDefinition.OCCURRED_AT)) {
      problem("'query' has no column 'occurred_at', the business time: add it");
    }
    if (!event.anonymous() && !columns.contains(ViewDefinition.PATIENT_ID)) {
      problem("'query' has no column 'patient_id', though the event is about a person: add it");
    }
  }

  /** As rows are read: without regard to case and underscores, yuan for fen; null if none. */
  static AttributeDefinition attribute(EventDefinition event, String column) {
    String name = column.replace("_", "").toLowerCase(Locale.ROOT);
    for (AttributeDefinition attribute : event.attributes().values()) {
      String known = attribute.name().toLowerCase(Locale.ROOT);
      boolean yuan =
          attribute.type() == AttributeType.AMOUNT
              && name.equals(known.replaceFirst("fen$", "yuan"));
      if (known.equals(name) || yuan) {
        return attribute;
      }
    }
    return null;
  }

  private void problem(String reason) {
    yaml.problem(line, reason);
  }
}
