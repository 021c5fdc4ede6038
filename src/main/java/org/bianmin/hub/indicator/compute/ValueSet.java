package org.bianmin.hub.indicator.compute;

import java.util.Collection;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.Identity;

/** Written values, found by identity: as texts, as whole numbers, as yes and no. */
final class ValueSet {

  private final IdentitySet identities = new IdentitySet();

  ValueSet(Collection<String> values) {
    for (String value : values) {
      Identity text = Identity.of(value);
      identities.add(text.high(), text.low());
      if (value.matches("-?\\d{1,18}")) {
        identities.add(0, Long.parseLong(value));
      } else if (value.equals("true") || value.equals("false")) {
        identities.add(0, value.equals("true") ? 1 : 0);
      }
    }
  }

  boolean contains(Ref ref) {
    return identities.contains(ref.high(), ref.low());
  }

  boolean contains(Column column, int row) {
    return identities.contains(column.high(row), column.low(row));
  }
}
