package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.IdentityBinding;
import org.bianmin.hub.mapping.MappingSet;

/** Reads who a patient is by law, compiled once per mapping set and profile. */
final class CompiledIdentity {

  private static final int DATE_DIGITS = 8;

  private record Id(String type, CompiledPaths path) {}

  private final Format format;
  private final List<Id> ids = new ArrayList<>();
  private final CompiledPaths name;
  private final CompiledPaths given;
  private final CompiledPaths sex;
  private final CompiledPaths birthDate;
  private final CodeTable sexes;

  private CompiledIdentity(Format format, IdentityBinding identity, CodeTable sexes) {
    this.format = format;
    identity.ids().forEach(id -> ids.add(new Id(id.type(), new CompiledPaths(format, id.path()))));
    this.name = new CompiledPaths(format, identity.name());
    this.given = new CompiledPaths(format, identity.given());
    this.sex = new CompiledPaths(format, identity.sex());
    this.birthDate = new CompiledPaths(format, identity.birthDate());
    this.sexes = sexes;
  }

  /** What a profile says of the identities in messages of a format. */
  static List<CompiledIdentity> of(Format format, MappingSet set, String profile) {
    CodeTable sexes = set.tables().get(IdentityBinding.SEXES);
    return set.identities(format.name(), profile).stream()
        .map(identity -> new CompiledIdentity(format, identity, sexes))
        .toList();
  }

  /**
   * Adds the identity of the patient of an assertion, where the part that told it names one.
   * Whatever is no legal id is left out: it must not identify anybody.
   */
  void read(Part part, Assertion told, Reading reading, Found found) {
    for (Id id : ids) {
      String number = LegalId.normal(id.type(), text(id.path(), part));
      if (number != null) {
        found.identities.put(
            told.patient(),
            new ToldIdentity(
                told.patient(),
                new PersonIdentity(
                    id.type(), number, name(part), sex(part, reading), birthDate(part)),
                told.source()));
        return;
      }
    }
  }

  private String name(Part part) {
    String family = text(name, part);
    String first = text(given, part);
    if (family == null || first == null) {
      return family == null ? first : family;
    }
    // Chinese names are written without a space
    boolean ideographs = family.codePoints().allMatch(Character::isIdeographic);
    return family + (ideographs ? "" : " ") + first;
  }

  private String sex(Part part, Reading reading) {
    String code = text(sex, part);
    if (code == null || sexes == null) {
      return null;
    }
    return sexes.translate(reading.source(), code, reading.day()) instanceof CodeTable.Mapped mapped
        ? mapped.code()
        : null;
  }

  /** {@code YYYY-MM-DD} of a date or time of either form, or null. */
  private String birthDate(Part part) {
    String told = text(birthDate, part);
    if (told == null) {
      return null;
    }
    String digits = told.replace("-", "");
    if (digits.length() < DATE_DIGITS
        || !digits.substring(0, DATE_DIGITS).chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%s-%s-%s",
        digits.substring(0, 4),
        digits.substring(4, 6),
        digits.substring(6, DATE_DIGITS));
  }

  private String text(CompiledPaths paths, Part part) {
    String value = paths.value(part);
    return value == null || format.emptied(value) || value.isBlank() ? null : value.strip();
  }
}
