package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementJsonTest {

  private static final ItemJudgement YES =
      new ItemJudgement("lab-glu", "national", "全国HR", 1_782_921_599_999L, List.of());
  private static final ItemJudgement NO =
      new ItemJudgement(
          null, "none", null, null, List.of(Obstacle.NOT_MAPPED, Obstacle.NO_LEGAL_ID));

  @Test
  void readsWhatItHasWritten() {
    List<Judgement> judgements =
        List.of(
            new Judgement("2026-10", "0123456789abcdef", null, List.of(YES, NO)),
            new Judgement("2026-10~2", "0123456789abcdef", YES, List.of()),
            new Judgement("files", "0123456789abcdef", NO, List.of()),
            new Judgement("files", "0123456789abcdef", null, List.of()));

    assertThat(judgements)
        .allSatisfy(
            judgement ->
                assertThat(JudgementJson.read(JudgementJson.write(judgement)))
                    .isEqualTo(judgement));
  }

  @Test
  void leavesOutWhatThereIsNot() {
    assertThat(JudgementJson.write(new Judgement("e", "t", null, List.of(YES, NO))))
        .isEqualTo(
            "{\"edition\":\"e\",\"tables\":\"t\",\"items\":[{\"i\":\"lab-glu\",\"s\":\"national\","
                + "\"l\":\"全国HR\",\"x\":1782921599999},{\"no\":[\"NOT_MAPPED\",\"NO_LEGAL_ID\"]}]}");
  }

  @Test
  void keeps300ItemsIn20KilobytesOrLess() {
    Judgement judgement =
        new Judgement("2026-10", "0123456789abcdef", null, Collections.nCopies(300, YES));

    assertThat(JudgementJson.write(judgement).length()).isLessThan(20_000);
  }

  @Test
  void refusesWhatIsNoJudgement() {
    assertThatThrownBy(() -> JudgementJson.read("{\"items\":[{\"no\":[\"NEW\"]}]}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> JudgementJson.read("{")).isInstanceOf(IllegalStateException.class);
  }
}
