package org.bianmin.hub.mapping;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of a business key.
 *
 * @param paths where it is found; a path such as {@code order:} stands for its word ({@code
 *     order/1234}) and keeps numbers of one kind apart from those of another
 * @param table code table that translates it, so that every source writes the same; null where none
 *     does
 * @param otherwise the code that is taken where the source tells nothing; null where there is none
 * @param optional whether it is left out where nothing is found
 */
public record KeyPart(Paths paths, String table, String otherwise, boolean optional) {

  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z-]*:");

  public List<String> alternatives() {
    return paths.alternatives();
  }

  /** Whether it stands for its word. */
  public boolean isPrefix() {
    return alternatives().size() == 1 && PREFIX.matcher(alternatives().get(0)).matches();
  }

  /** Whether a key that has it is told at all. */
  boolean isOwn() {
    return !optional && !isPrefix();
  }
}
