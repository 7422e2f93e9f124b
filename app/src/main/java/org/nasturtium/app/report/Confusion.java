package org.nasturtium.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A confusion is how often images of each class were taken for each class.
 *
 * @param classes the names of the classes
 * @param counts for each true class, the number of images per predicted class
 */
public record Confusion(List<String> classes, List<List<Integer>> counts) {
  /** Checks and copies the lists. */
  public Confusion {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int size = classes.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "a confusion of " + size + " classes needs as many rows and columns");
    }
  }

  /**
   * A mistake is a number of images of one class that were taken for another.
   *
   * @param truth the class they show
   * @param prediction the class they were taken for
   * @param images how many
   */
  public record Mistake(String truth, String prediction, int images) {}

  /** Returns the number of images of a class. */
  public int images(int truth) {
    return counts.get(truth).stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the part of a class's images that were taken for a class, 0..1; 0 without images. */
  public double rate(int truth, int prediction) {
    int images = images(truth);
    return images == 0 ? 0 : (double) counts.get(truth).get(prediction) / images;
  }

  /**
   * Returns the most frequent mistakes, largest first.
   *
   * @param most how many at most
   */
  public List<Mistake> mistakes(int most) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      for (int j = 0; j < classes.size(); j++) {
        int images = counts.get(i).get(j);
        if (i != j && images > 0) {
          mistakes.add(new Mistake(classes.get(i), classes.get(j), images));
        }
      }
    }
    return mistakes.stream()
        .sorted(Comparator.comparingInt(Mistake::images).reversed())
        .limit(most)
        .toList();
  }
}
