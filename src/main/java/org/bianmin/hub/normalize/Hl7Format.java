package org.bianmin.hub.normalize;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.Each;
import org.bianmin.hub.normalize.hl7v2.Hl7Path;
import org.bianmin.hub.normalize.hl7v2.Hl7Scope;
import org.bianmin.hub.normalize.hl7v2.Hl7Time;

/** HL7 v2 paths ({@code PV1-19}) and segment groups. */
final class Hl7Format implements Format {

  record Hl7Part(Hl7Scope scope) implements Part {}

  private record Hl7PathReader(Hl7Path path, String text) implements Path {
    @Override
    public String value(Part part) {
      return ((Hl7Part) part).scope().value(path);
    }
  }

  @Override
  public String name() {
    return "hl7v2";
  }

  @Override
  public Path path(String text) {
    return new Hl7PathReader(Hl7Path.compile(text), text);
  }

  @Override
  public Parts parts(Each each) {
    String[] until = each.until().toArray(String[]::new);
    return part -> {
      List<Hl7Scope> groups = ((Hl7Part) part).scope().groups(each.path(), until);
      List<Part> parts = new ArrayList<>(groups.size());
      for (Hl7Scope group : groups) {
        parts.add(new Hl7Part(group));
      }
      return parts;
    };
  }

  @Override
  public long time(String text, ZoneId zone) {
    long millis = Hl7Time.epochMillis(text, zone);
    return millis == Hl7Time.INVALID ? INVALID_TIME : millis;
  }

  @Override
  public boolean emptied(String value) {
    return value.length() == 2 && value.equals("\"\"");
  }
}
