package org.nasturtium.torch.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A user's own images: a folder with one subfolder of PNG or JPEG files per class, in the order of
 * the sorted folder names.
 *
 * <p>Subfolders {@code train} and {@code test} hold the two parts; without them a fifth of each
 * class is split off for testing. Images are cropped to their center square and resized by area
 * averaging. Names that start with a dot are ignored.
 */
final class ImageFolder implements DataSource {
  static final String NAME = "image-folder";
  private static final int DEFAULT_SIDE = 32;
  private static final double TRAIN_SHARE = 0.8;

  @Override
  public ImageData load(@Nullable Path folder, DataSets.Request request) {
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "data set %s: %s is not a folder".formatted(NAME, folder == null ? "nothing" : folder));
    }
    int side = request.side().orElse(DEFAULT_SIDE);
    Path trainFolder = folder.resolve("train");
    Path testFolder = folder.resolve("test");
    if (Files.isDirectory(trainFolder) && Files.isDirectory(testFolder)) {
      List<String> classes = classes(trainFolder);
      checkSameClasses(testFolder, classes);
      return data(read(trainFolder, classes, side), read(testFolder, classes, side), request);
    }
    ImageSet all = read(folder, classes(folder), side);
    Split split = Split.stratified(all, TRAIN_SHARE, request.seed().child(NAME));
    return data(split.first(all), split.second(all), request);
  }

  private static ImageData data(ImageSet train, ImageSet test, DataSets.Request request) {
    return request.applyTo(
        new ImageData(
            NAME,
            train,
            test,
            Normalization.of(train),
            Augmentation.standard(train.shape().height())));
  }

  private static List<String> classes(Path folder) {
    List<String> classes = names(folder, Files::isDirectory);
    if (classes.size() < 2) {
      throw new InvalidInputException(
          "%s: expected at least 2 class folders, found %d; it holds %s"
              .formatted(folder, classes.size(), DataFolder.contents(folder)));
    }
    return classes;
  }

  private static void checkSameClasses(Path folder, List<String> classes) {
    for (String name : classes(folder)) {
      if (!classes.contains(name)) {
        throw new InvalidInputException(
            "%s: class %s is not among the training classes".formatted(folder, name));
      }
    }
  }

  static ImageSet read(Path folder, List<String> classes, int side) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      Path classFolder = folder.resolve(classes.get(c));
      for (Path file : images(classFolder)) {
        files.add(file);
        labels.add(c);
      }
    }
    ImageShape shape = new ImageShape(3, side, side);
    byte[] pixels = new byte[PixelCount.bytes(NAME, files.size(), shape)];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(i -> DecodedImage.read(files.get(i)).resizeTo(side, pixels, i * shape.values()));
    return ImageSet.owning(
        NAME, classes, shape, pixels, labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Path> images(Path classFolder) {
    List<Path> files =
        Files.isDirectory(classFolder)
            ? names(classFolder, ImageFolder::isImage).stream().map(classFolder::resolve).toList()
            : List.of();
    if (files.isEmpty()) {
      throw new InvalidInputException(classFolder + " holds no .png, .jpg or .jpeg file");
    }
    return files;
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
  }

  private static List<String> names(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(wanted)
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw RecordFile.unreadable(folder, e);
    }
  }
}
