package org.nasturtium.torch.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

/** The data sets that can be loaded by name. */
public final class DataSets {
  private static final Map<String, DataSource> SOURCES = registry();
  private static final Map<String, Facts> FACTS = facts();

  private DataSets() {}

  /**
   * A request says how much of a data set is wanted and how large its images are.
   *
   * @param side the images' height and width in pixels; if absent the set's own, or 32 where it has
   *     none
   * @param trainImages the most training images, class-balanced; if absent all, or 10,000 generated
   *     ones
   * @param testImages the most test images, class-balanced; if absent all, or 2,000 generated ones
   * @param seed decides what is generated, split off and left out
   */
  public record Request(
      OptionalInt side, OptionalInt trainImages, OptionalInt testImages, Seed seed) {
    /**
     * Checks the numbers.
     *
     * @throws InvalidInputException if the side is not in 8..512 or a number of images is below 1
     */
    public Request {
      if (side.isPresent() && (side.getAsInt() < 8 || side.getAsInt() > 512)) {
        throw new InvalidInputException(
            "the side of an image must be in 8..512 pixels, got " + side.getAsInt());
      }
      for (OptionalInt images : List.of(trainImages, testImages)) {
        if (images.isPresent() && images.getAsInt() < 1) {
          throw new InvalidInputException(
              "a number of images must be at least 1, got " + images.getAsInt());
        }
      }
    }

    /** Returns the request for the whole set at its own size. */
    public static Request of(Seed seed) {
      return new Request(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), seed);
    }

    /** Returns this request for images of another side. */
    public Request withSide(int pixels) {
      return new Request(OptionalInt.of(pixels), trainImages, testImages, seed);
    }

    /** Returns this request for at most so many images. */
    public Request withImages(int train, int test) {
      return new Request(side, OptionalInt.of(train), OptionalInt.of(test), seed);
    }

    /** Returns complete data cut down to this request. */
    ImageData applyTo(ImageData data) {
      return new ImageData(
          data.name(),
          applyTo(data.train(), trainImages, "train"),
          applyTo(data.test(), testImages, "test"),
          data.normalization(),
          side.isPresent()
              ? data.augmentation().withPadding(Augmentation.standard(side.getAsInt()).padding())
              : data.augmentation());
    }

    private ImageSet applyTo(ImageSet set, OptionalInt images, String part) {
      ImageSet limited =
          images.isPresent() ? set.limit(images.getAsInt(), seed.child("limit/" + part)) : set;
      return side.isPresent() ? limited.resized(side.getAsInt()) : limited;
    }
  }

  /** Returns the known names, in the order they are shown to users. */
  public static List<String> names() {
    return List.copyOf(SOURCES.keySet());
  }

  /**
   * Loads a data set.
   *
   * @param name one of {@link #names()}
   * @param folder where its files are, or a folder that {@link DataDownload} filled; null for
   *     generated sets
   * @param request how much of it
   * @throws InvalidInputException if the name is unknown or the files are missing or damaged
   */
  public static ImageData load(String name, @Nullable Path folder, Request request) {
    DataSource source = SOURCES.get(name);
    if (source == null) {
      throw new InvalidInputException(
          "unknown data set %s: expected one of %s"
              .formatted(name, String.join(", ", SOURCES.keySet())));
    }
    return source.load(folder, request);
  }

  /**
   * What is known of a data set without its files.
   *
   * @param channels the channels of an image
   * @param side its height and width in pixels
   * @param classes the number of classes
   */
  public record Facts(int channels, int side, int classes) {}

  /**
   * Returns what is known of a data set without its files.
   *
   * @param name one of {@link #names()}
   * @throws InvalidInputException if the name is unknown, or that of a set that has no fixed size
   */
  public static Facts facts(String name) {
    Facts known = FACTS.get(name);
    if (known == null) {
      throw new InvalidInputException(
          "the size of data set %s is not fixed or not known: expected one of %s"
              .formatted(name, String.join(", ", FACTS.keySet())));
    }
    return known;
  }

  private static Map<String, Facts> facts() {
    Map<String, Facts> facts = new LinkedHashMap<>();
    facts.put(Shapes.NAME, new Facts(3, 32, 10));
    facts.put("cifar10", new Facts(3, 32, 10));
    facts.put("cifar100", new Facts(3, 32, 100));
    facts.put(ImageNet16.NAME, new Facts(3, 16, 120));
    for (IdxLayout layout : IdxLayout.ALL) {
      facts.put(layout.name(), new Facts(1, 28, layout.classNames().size()));
    }
    return Collections.unmodifiableMap(facts);
  }

  private static Map<String, DataSource> registry() {
    Map<String, DataSource> sources = new LinkedHashMap<>();
    sources.put(Shapes.NAME, new Shapes());
    sources.put("cifar10", new Cifar(CifarLayout.CIFAR10));
    sources.put("cifar100", new Cifar(CifarLayout.CIFAR100));
    sources.put(ImageNet16.NAME, new ImageNet16());
    for (IdxLayout layout : IdxLayout.ALL) {
      sources.put(layout.name(), new Idx(layout));
    }
    sources.put(ImageFolder.NAME, new ImageFolder());
    return Collections.unmodifiableMap(sources);
  }
}
