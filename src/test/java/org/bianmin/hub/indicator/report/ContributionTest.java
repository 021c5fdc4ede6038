package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packed contributions keep every id and quantity, and stay small. */
class ContributionTest {

  @Test
  void unpacksWhatWasPacked() {
    Random random = new Random(7);
    long[] ids = random.longs(10_000, 1, 1L << 50).distinct().sorted().toArray();
    long[] quantities = random.longs(ids.length, -1_000_000, 1L << 40).toArray();

    Contribution back = Contribution.unpack(new Contribution(ids, quantities).pack());

    assertThat(back.size()).isEqualTo(ids.length);
    for (int i = 0; i < ids.length; i++) {
      assertThat(back.id(i)).isEqualTo(ids[i]);
      assertThat(back.quantity(i)).isEqualTo(quantities[i]);
    }
    assertThat(Contribution.unpack(Contribution.NONE.pack()).size()).isZero();
  }

  @Test
  void nineHundredThousandVisitsTakeLessThanAMegabyte() {
    Random random = new Random(7);
    long[] ids = new long[900_000];
    long id = 1_000_000;
    for (int i = 0; i < ids.length; i++) {
      id += 1 + random.nextInt(20);
      ids[i] = id;
    }
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);

    assertThat(new Contribution(ids, ones).pack().length).isLessThan(1_000_000);
  }

  @Test
  void refusesIdsThatAreNotAscending() {
    assertThatThrownBy(() -> new Contribution(new long[] {2, 2}, new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void causesAreWhatDiffers() {
    Contribution old = new Contribution(new long[] {1, 2, 4}, new long[] {5, 5, 5});
    Contribution now = new Contribution(new long[] {2, 3, 4}, new long[] {5, 1, 6});

    assertThat(Cause.between(Cause.NUMERATOR, old, now))
        .containsExactly(
            new Cause(1, "numerator", "removed", 5L, null),
            new Cause(3, "numerator", "added", null, 1L),
            new Cause(4, "numerator", "changed", 5L, 6L));
  }
}
