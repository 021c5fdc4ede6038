package org.bianmin.hub.normalize;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.Each;
import org.bianmin.hub.normalize.hl7v2.Hl7Path;
import org.bianmin.hub.normalize.hl7v2.Hl7Scope;
import org.bianmin.hub.normalize.hl7v2.Hl7Time;

/** HL7 v2 paths ({@code PV1-19}) and segment groups. */
final class Hl7Format implements Format {

  private static final Pattern TRIGGER = Pattern.compile("[A-Z][A-Z0-9]{2}(\\^[A-Z][A-Z0-9]{2})?");
  private static final Pattern SEGMENT = Pattern.compile("[A-Z][A-Z0-9]{2}");

  record Hl7Part(Hl7Scope scope) implements Part {}

  private record Hl7PathReader(Hl7Path path, String text) implements Path {
    @Override
    public String value(Part part) {
      return ((Hl7Part) part).scope().value(path);
    }

    @Override
    public List<String> values(Part part) {
      return ((Hl7Part) part).scope().values(path);
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
  public void trigger(String text) {
    if (!TRIGGER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Trigger '" + text + "' is not MSH-9: write for example ADT^A04 or ORU^R01");
    }
  }

  @Override
  public Parts parts(Each each) {
    segment(each.path());
    each.until().forEach(Hl7Format::segment);
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

  private static void segment(String name) {
    if (name == null || !SEGMENT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no segment: parts begin with a segment such as OBR or FT1");
    }
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
