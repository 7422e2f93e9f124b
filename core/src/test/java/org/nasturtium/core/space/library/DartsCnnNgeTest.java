package org.nasturtium.core.space.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.contract.OpenSpaceContract;
import org.nasturtium.core.space.OpenSpace;

class DartsCnnNgeTest extends OpenSpaceContract {
  @Override
  protected OpenSpace space() {
    return DartsCnn.sevenOperations();
  }

  @Test
  void onlyTheDerivationAssignsTheAbsentEdge() {
    OpenSpace space = space();
    for (int choice = 0; choice < space.choices().size(); choice++) {
      int asked = choice;
      assertThat(IntStream.range(0, 8).filter(k -> space.isRelaxed(asked, k)))
          .containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
  }
}
