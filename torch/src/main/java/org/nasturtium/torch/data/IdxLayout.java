package org.nasturtium.torch.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How one member of the MNIST family names its IDX files and labels.
 *
 * @param train how the names of the training files start
 * @param test how the names of the test files start
 * @param firstLabel the label of the first class in the files
 * @param transposed whether the files hold images column by column
 * @param flips whether a mirrored image is still one of its class
 */
record IdxLayout(
    String name,
    String train,
    String test,
    List<String> classNames,
    int firstLabel,
    boolean transposed,
    boolean flips) {
  private static final List<String> DIGITS = characters("0123456789");

  /**
   * MNIST (LeCun), Fashion-MNIST (Xiao et al., 2017), Kuzushiji-MNIST (Clanuwat et al., 2018) and
   * EMNIST (Cohen et al., 2017).
   */
  static final List<IdxLayout> ALL =
      List.of(
          plain("mnist", DIGITS, false),
          plain(
              "fashion-mnist",
              List.of(
                  "t-shirt",
                  "trouser",
                  "pullover",
                  "dress",
                  "coat",
                  "sandal",
                  "shirt",
                  "sneaker",
                  "bag",
                  "ankle boot"),
              true),
          plain(
              "kmnist", List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"), false),
          emnist("emnist-letters", characters("abcdefghijklmnopqrstuvwxyz"), 1),
          emnist(
              "emnist-balanced", characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"), 0),
          emnist("emnist-digits", DIGITS, 0));

  private static IdxLayout plain(String name, List<String> classNames, boolean flips) {
    return new IdxLayout(name, "train", "t10k", classNames, 0, false, flips);
  }

  private static IdxLayout emnist(String name, List<String> classNames, int firstLabel) {
    return new IdxLayout(
        name, name + "-train", name + "-test", classNames, firstLabel, true, false);
  }

  private static List<String> characters(String text) {
    return IntStream.range(0, text.length()).mapToObj(i -> text.substring(i, i + 1)).toList();
  }
}
