package org.bianmin.hub.indicator.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.indicator.programme.Feeds;
import org.bianmin.hub.indicator.programme.HolidayCalendar;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Roster;

/**
 * What the values of a cut depended on beside events and definitions, as hashes (hexadecimal) of
 * what was read, whatever the order of columns or comments in the files.
 *
 * @param uploads of the institutions' own reports that were held; empty where there were none
 */
public record Grounds(String roster, String holidays, String feeds, String uploads) {

  private static final int HASH_BYTES = 8;

  static Grounds of(ProgrammeSet set) {
    return new Grounds(
        hash(text(set.roster())), hash(text(set.holidays())), hash(text(set.feeds())), "");
  }

  Grounds withUploads(String hash) {
    return new Grounds(roster, holidays, feeds, hash);
  }

  private static String text(Roster roster) {
    StringBuilder text = new StringBuilder();
    for (Roster.Institution one : roster.institutions()) {
      text.append(one.facility()).append('\t').append(one.name()).append('\t');
      text.append(new TreeSet<>(one.terms())).append('\t').append(one.county()).append('\t');
      text.append(one.city()).append('\t').append(one.alliance()).append('\t');
      text.append(new TreeMap<>(one.parameters())).append('\t');
      text.append(one.from()).append('\t').append(one.to()).append('\n');
    }
    return text.toString();
  }

  private static String text(HolidayCalendar holidays) {
    return new TreeMap<>(holidays.days()).toString();
  }

  private static String text(Feeds feeds) {
    return feeds.feeds().toString();
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
