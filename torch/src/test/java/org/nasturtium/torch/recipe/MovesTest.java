package org.nasturtium.torch.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.torch.recipe.StepOrder.Moves;

final class MovesTest {
  private static String text(Moves moves) {
    StringBuilder text = new StringBuilder();
    for (int m = 0; m < moves.count(); m++) {
      text.append(moves.isArchitecture(m) ? 'a' : 'w').append(moves.step(m));
      text.append(moves.trainingBatch(m)).append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void theOrdersAlternateOrFollowEachOther() {
    assertThat(text(new Moves(StepOrder.WEIGHTS_FIRST, 3, 3))).isEqualTo("w00 a00 w11 a11 w22 a22");
    assertThat(text(new Moves(StepOrder.ARCHITECTURE_FIRST, 2, 2))).isEqualTo("a00 w00 a11 w11");
    assertThat(text(new Moves(StepOrder.EPOCHWISE, 2, 3))).isEqualTo("w00 w11 a01 a11 a21");
    assertThat(text(new Moves(StepOrder.WEIGHTS_FIRST, 3, 0))).isEqualTo("w00 w11 w22");
    assertThat(text(new Moves(StepOrder.EPOCHWISE, 2, 0))).isEqualTo("w00 w11");
  }

  @Test
  void theArchitectureStepsBeforeAMoveAreCounted() {
    for (StepOrder order : StepOrder.values()) {
      Moves moves = new Moves(order, 4, 4);
      for (int m = 0; m <= moves.count(); m++) {
        assertThat(moves.architectureStepsBefore(m))
            .isEqualTo((int) IntStream.range(0, m).filter(moves::isArchitecture).count());
      }
    }
  }

  @Test
  void unequalNumbersCannotAlternate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Moves(StepOrder.WEIGHTS_FIRST, 3, 2))
        .withMessageContaining("cannot alternate");
  }
}
