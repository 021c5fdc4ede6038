package org.bianmin.hub.platform;

import java.io.IOException;

/** Opens sealed bodies for tests of other rooms. */
public final class SealOpener {

  private SealOpener() {}

  /**
   * What is inside.
   *
   * @param key of SM4-GCM, in base64
   * @param lines what it is bound to
   */
  public static byte[] open(String key, byte[] sealed, String... lines) throws IOException {
    return new Seal("SM4-GCM", key).open(sealed, String.join("\n", lines)).body();
  }
}
