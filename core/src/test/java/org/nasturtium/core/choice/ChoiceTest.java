package org.nasturtium.core.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  @Test
  void aChoiceHasAtMost127Candidates() {
    assertThat(Choice.of("c", names(127)).size()).isEqualTo(127);
    assertThatThrownBy(() -> Choice.of("c", names(128)))
        .hasMessage("choice c has 128 candidates; expected 1 to 127");
    assertThatThrownBy(() -> Choice.of("c"))
        .hasMessage("choice c has 0 candidates; expected 1 to 127");
  }

  @Test
  void candidatesHaveDifferentNames() {
    assertThatThrownBy(() -> Choice.of("c", "x", "x"))
        .hasMessage("choice c names a candidate twice: [x, x]");
  }

  @Test
  void aChoiceHasAName() {
    assertThatThrownBy(() -> Choice.of(" ", "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aContinuousChoiceKeepsItsBasis() {
    Choice rate = Choice.continuous("rate", 0.1, 0.025);
    assertThat(rate.basis()).containsExactly(0.1, 0.025);
    assertThat(rate.candidates()).containsExactly("0.1", "0.025");
    assertThatThrownBy(() -> new Choice("rate", List.of("a", "b"), List.of(1.0)))
        .hasMessage("choice rate needs one basis value per candidate");
  }
}
