package org.bianmin.hub.indicator.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentityIndexTest {

  @Test
  void numbersManyIdentitiesAsAMapWould() {
    IdentityIndex index = new IdentityIndex();
    Map<Identity, Integer> map = new HashMap<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int n = 0; n < 200_000; n++) {
      Identity identity = identity(n, random.nextInt(60_000));

      Integer before = map.putIfAbsent(identity, map.size());

      assertThat(index.add(identity)).isEqualTo(before == null ? -1 : before);
    }
    assertThat(index.size()).isEqualTo(map.size()).isGreaterThan(60_000);
  }

  /** Hashes of texts, numbers, and such as differ in one half only. */
  private static Identity identity(int n, int value) {
    return switch (n % 4) {
      case 0 -> Identity.of("V" + value);
      case 1 -> new Identity(0, value);
      case 2 -> new Identity(value, 7);
      default -> new Identity(0, (long) value << 32);
    };
  }

  @Test
  void writesThemInTheirOrder() {
    IdentityIndex index = new IdentityIndex();
    int unused = index.add(new Identity(1, 2));
    unused = index.add(new Identity(3, 4));
    unused = index.add(new Identity(1, 2));
    ByteSink bytes = new ByteSink(32);

    index.write(bytes);

    assertThat(bytes.toBytes())
        .containsExactly(
            0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, //
            0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4);
  }
}
