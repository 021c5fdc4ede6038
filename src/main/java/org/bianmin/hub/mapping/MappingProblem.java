package org.bianmin.hub.mapping;

/**
 * Something wrong in a mapping file.
 *
 * @param file path below the mappings folder
 * @param line 1-based, 0 where no line can be named
 * @param reason what is wrong and what to write instead
 */
public record MappingProblem(String file, int line, String reason) {

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + reason;
  }
}
