package org.bianmin.hub.normalize;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.Each;
import org.bianmin.hub.normalize.fhir.FhirMessage;
import org.bianmin.hub.normalize.fhir.FhirPath;
import org.bianmin.hub.normalize.fhir.FhirScope;
import org.bianmin.hub.normalize.fhir.FhirTime;

/** FHIRPath expressions, and groups made by them. */
final class FhirFormat implements Format {

  record FhirPart(FhirScope scope) implements Part {}

  private record FhirPathReader(FhirPath path, String text) implements Path {
    @Override
    public String value(Part part) {
      return ((FhirPart) part).scope().value(path);
    }

    @Override
    public List<String> values(Part part) {
      return ((FhirPart) part).scope().values(path);
    }
  }

  @Override
  public String name() {
    return "fhir";
  }

  @Override
  public Path path(String text) {
    return new FhirPathReader(FhirPath.compile(text), text);
  }

  @Override
  public void trigger(String text) {
    if (!FhirMessage.isResourceType(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no resource type of FHIR R4: write for example Encounter");
    }
  }

  @Override
  public Parts parts(Each each) {
    FhirPath path = FhirPath.compile(each.path());
    return part -> {
      List<FhirScope> groups = ((FhirPart) part).scope().groups(path);
      List<Part> parts = new ArrayList<>(groups.size());
      for (FhirScope group : groups) {
        parts.add(new FhirPart(group));
      }
      return parts;
    };
  }

  @Override
  public long time(String text, ZoneId zone) {
    try {
      return FhirTime.parse(text, zone);
    } catch (DateTimeException e) {
      return INVALID_TIME;
    }
  }

  @Override
  public boolean emptied(String value) {
    return false;
  }
}
