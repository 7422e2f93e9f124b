package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.search.Seed;

class LayeredLayoutTest {
  private final LayeredLayout layout = new LayeredLayout(Direction.RIGHT, EdgeRouting.SPLINES, 26);

  @Test
  void noTextCoversAnotherAndNothingLeavesThePicture() {
    for (int seed = 0; seed < 30; seed++) {
      LayeredLayout.Placement placement = random(seed);
      List<Rectangle2D> all = new ArrayList<>(placement.boxes());
      placement.routes().forEach(route -> all.add(route.label()));
      Rectangle2D picture = new Rectangle2D.Double(0, 0, placement.width(), placement.height());

      for (int i = 0; i < all.size(); i++) {
        assertThat(picture.contains(all.get(i)))
            .as("seed %d: %s inside %s", seed, all.get(i), picture)
            .isTrue();
        for (int j = 0; j < i; j++) {
          assertThat(all.get(i).intersects(all.get(j)))
              .as("seed %d: %s and %s", seed, all.get(i), all.get(j))
              .isFalse();
        }
      }
    }
  }

  @Test
  void theSameGraphIsPlacedTheSameWay() {
    assertThat(random(3)).isEqualTo(random(3)).isNotEqualTo(random(4));
  }

  private LayeredLayout.Placement random(long seed) {
    RandomGenerator random = Seed.of(seed).random();
    List<LayeredLayout.Size> boxes = new ArrayList<>();
    List<LayeredLayout.Line> lines = new ArrayList<>();
    for (int node = 0; node < 7; node++) {
      boxes.add(new LayeredLayout.Size(random.nextInt(36, 90), 34));
      for (int k = 0; k < Math.min(2, node); k++) {
        lines.add(
            new LayeredLayout.Line(
                random.nextInt(node), node, new LayeredLayout.Size(random.nextInt(40, 120), 21)));
      }
    }
    return layout.place(boxes, lines);
  }
}
