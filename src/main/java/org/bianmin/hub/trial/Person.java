package org.bianmin.hub.trial;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A patient who cannot exist: region 990000 is assigned to nobody.
 *
 * @param localId number in the hospital's own index
 * @param idCard 18 digits with a valid check character (GB 11643)
 * @param birth {@code yyyyMMdd}
 * @param sex {@code M} or {@code F}
 */
record Person(
    String localId,
    String idCard,
    String name,
    String birth,
    String sex,
    String address,
    String phone) {

  private static final List<String> SURNAMES =
      List.of(
          "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林",
          "高", "罗", "欧阳", "司马", "诸葛", "上官");
  private static final List<String> GIVEN =
      List.of(
          "伟", "芳", "秀英", "娜", "敏", "静", "建国", "丽华", "强", "磊", "洋", "艳", "志勇", "晓燕", "杰", "桂兰", "涛",
          "明", "超", "玉珍", "雨桐", "子涵", "浩然", "梓萱");

  /** Their GBK bytes hold delimiters (7C, 5E, 5C, 7E), or GB18030 needs four bytes for them. */
  private static final List<String> RARE_SURNAMES = List.of("東", "過", "王", "李", "張", "过");

  private static final List<String> RARE_GIVEN = List.of("孟頫", "皛", "𠮷", "㛃", "過", "東皛𠮷");
  private static final int RARE_EVERY = 9;

  private static final String CHECK = "10X98765432";
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  static Person of(String localId, long index, LocalDate today, SplittableRandom random) {
    LocalDate birth = today.minusDays(random.nextLong(30, 92 * 365L));
    boolean male = random.nextBoolean();
    int serial = random.nextInt(500) * 2 + (male ? 1 : 0);
    String digits = "990000" + DAY.format(birth) + String.format(Locale.ROOT, "%03d", serial);
    boolean rare = index % RARE_EVERY == 3;
    int nth = (int) (index / RARE_EVERY);
    String name =
        rare
            ? RARE_SURNAMES.get(nth % RARE_SURNAMES.size())
                + RARE_GIVEN.get(nth % RARE_GIVEN.size())
            : pick(SURNAMES, random) + pick(GIVEN, random);
    return new Person(
        localId,
        digits + checkCharacter(digits),
        name,
        DAY.format(birth),
        male ? "M" : "F",
        "试验市示例区便民路" + random.nextInt(1, 300) + "号",
        "00000" + String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000)));
  }

  /** PID with the local number and the id card (PID-3), name, birth, sex, address, phone. */
  String pid() {
    return SegmentWriter.of("PID")
        .set(1, "1")
        .set(3, localId + "^^^HIS^MR~" + idCard + "^^^^NI")
        .set(5, name)
        .set(7, birth)
        .set(8, sex)
        .set(11, address)
        .set(13, phone)
        .end();
  }

  /** The same person at another address. */
  Person movedTo(String newAddress) {
    return new Person(localId, idCard, name, birth, sex, newAddress, phone);
  }

  private static char checkCharacter(String digits) {
    int sum = 0;
    int weight = 7;
    for (int i = 0; i < 17; i++) {
      sum += (digits.charAt(i) - '0') * weight;
      weight = weight * 6 % 11; // weights are 2^(17-i) mod 11, and 6 is the inverse of 2
    }
    return CHECK.charAt(sum % 11);
  }

  private static String pick(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
