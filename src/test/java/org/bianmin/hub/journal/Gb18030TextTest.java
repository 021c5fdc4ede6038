package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Gb18030TextTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  @Test
  void decodesEveryPairOfBytesAsTheJdkDoes() {
    byte[] bytes = new byte[2];
    for (int i = 0; i < 0x10000; i++) {
      bytes[0] = (byte) (i >> 8);
      bytes[1] = (byte) i;
      assertThat(Gb18030Text.decode(bytes)).as("%04x", i).isEqualTo(new String(bytes, GB18030));
    }
  }

  @Test
  void decodesMixturesAsTheJdkDoes() {
    Random random = new Random(18030);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        if (random.nextInt(3) == 0) {
          bytes[j] = (byte) ('0' + random.nextInt(10));
        }
      }
      assertThat(Gb18030Text.decode(bytes)).isEqualTo(new String(bytes, GB18030));
    }
  }
}
