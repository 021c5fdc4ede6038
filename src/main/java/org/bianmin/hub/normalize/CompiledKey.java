package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.KeyPart;
import org.bianmin.hub.mapping.MappingSet;

/** A business key: its parts joined with {@code /}, compiled. */
final class CompiledKey {

  private record Piece(CompiledPaths paths, CodeTable table, String otherwise, boolean optional) {}

  private final Format format;
  private final List<Piece> pieces = new ArrayList<>();
  // stands before the key; keeps numbers of one kind apart from those of another
  private final String prefix;
  private final boolean dated;

  CompiledKey(Format format, MappingSet set, List<KeyPart> key) {
    this.format = format;
    StringBuilder constant = new StringBuilder();
    for (KeyPart part : key) {
      if (part.isPrefix()) {
        // its word, without the colon that marks it
        constant.append(part.alternatives().get(0).replace(':', '/'));
      } else {
        CodeTable table = part.table() == null ? null : set.tables().get(part.table());
        CompiledPaths paths = new CompiledPaths(format, part.paths());
        pieces.add(new Piece(paths, table, part.otherwise(), part.optional()));
      }
    }
    this.prefix = constant.toString();
    this.dated = pieces.stream().anyMatch(p -> p.table() != null && p.table().isDated());
  }

  /** Whether it depends on the day. */
  boolean isDated() {
    return dated;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /**
   * The key of what the part tells.
   *
   * @param what the type of event, for the reason of a message that is parked
   * @throws CannotMap when a part is missing, or a code has no row
   */
  String of(Part part, Reading reading, String what) {
    if (pieces.size() == 1 && prefix.isEmpty()) {
      return demanded(pieces.get(0), part, reading, what);
    }
    StringBuilder joined = new StringBuilder(prefix);
    for (Piece piece : pieces) {
      String value =
          piece.optional() ? told(piece, part, reading) : demanded(piece, part, reading, what);
      if (value != null) {
        joined.append(joined.length() == prefix.length() ? "" : "/").append(value);
      }
    }
    return joined.toString();
  }

  /** The same, or null where the part does not tell all of it. */
  String ifTold(Part part, Reading reading) {
    for (Piece piece : pieces) {
      if (!piece.optional() && told(piece, part, reading) == null) {
        return null;
      }
    }
    return of(part, reading, "");
  }

  private String demanded(Piece piece, Part part, Reading reading, String what) {
    String value = told(piece, part, reading);
    if (value == null) {
      throw new CannotMap(
          "map",
          piece.paths()
              + " is empty, so nobody can tell which "
              + what
              + " this is; have the sender fill it, or name another path in the source's profile",
          piece.paths().toString());
    }
    return value;
  }

  private String told(Piece piece, Part part, Reading reading) {
    String value = piece.paths().value(part);
    if (value == null || format.emptied(value)) {
      return piece.otherwise();
    }
    if (piece.table() == null) {
      return value;
    }
    CodeTable.Translation translation =
        piece.table().translate(reading.source(), value, reading.day());
    if (translation instanceof CodeTable.Mapped mapped) {
      return mapped.code();
    }
    if (translation instanceof CodeTable.LeftOut) {
      return piece.otherwise();
    }
    throw CannotMap.missing(piece.table(), value, piece.paths().toString());
  }
}
