package org.nasturtium.app.run;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.search.Feasibility;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.SearchSpaces;
import org.nasturtium.torch.data.Augmentation;
import org.nasturtium.torch.data.DataSets;
import org.nasturtium.torch.data.ImageData;
import org.nasturtium.torch.data.ImageSet;
import org.nasturtium.torch.data.Split;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.Layout;
import org.nasturtium.torch.engine.Precision;

/**
 * What a run works on, made from its settings: the space, the images and their parts.
 *
 * <p>A tenth of the training images, class by class, is held out to validate the trained networks;
 * a search halves the rest, weights learning from one half and the policy from the other. A search
 * that trains nothing halves all.
 */
public final class RunInputs {
  private static final double TRAINED_SHARE = 0.9;

  private final RunSettings settings;
  private final NetworkSpace space;
  private final ImageData data;
  private final ImageSet training;
  private final ImageSet validation;

  private RunInputs(RunSettings settings, NetworkSpace space, ImageData data) {
    if (data.train().size() < data.train().classes()) {
      throw new InvalidInputException(
          "%d training images of %s are fewer than its %d classes"
              .formatted(data.train().size(), settings.dataset(), data.train().classes()));
    }
    this.settings = settings;
    this.space = space;
    this.data = data;
    if (!settings.preset().isEmpty()) {
      Presets.byName(settings.preset()).requireFits(space, shape(), data.train().classes());
    }
    Split split = holdout();
    this.training = split.first(data.train());
    this.validation = split.second(data.train());
    if (training.size() < 2 || (validation.size() == 0 && !trainsNothing())) {
      throw new InvalidInputException(
          "%d training images of %s are too few: of each class a tenth validates, and the rest must train"
              .formatted(data.train().size(), settings.dataset()));
    }
  }

  private boolean trainsNothing() {
    return !settings.method().isEmpty() && settings.retrainEpochs() == 0;
  }

  private Split holdout() {
    return trainsNothing()
        ? Split.of(IntStream.range(0, data.train().size()).toArray(), new int[0])
        : Split.stratified(data.train(), TRAINED_SHARE, seed().child("holdout"));
  }

  /**
   * Loads everything.
   *
   * @param settings the settings of the run
   * @throws InvalidInputException if they cannot be met; nothing is written before
   */
  public static RunInputs load(RunSettings settings) {
    NetworkSpace space = NetworkSpace.of(SearchSpaces.byName(settings.space()));
    requirePresetSpace(settings, space);
    return new RunInputs(settings, space, data(settings));
  }

  /** What needs no images is refused before they are loaded. */
  private static void requirePresetSpace(RunSettings settings, NetworkSpace space) {
    if (!settings.preset().isEmpty()) {
      Presets.byName(settings.preset()).requireSpace(space);
    }
  }

  private static ImageData data(RunSettings settings) {
    DataSets.Request request =
        new DataSets.Request(
            given(settings.side()),
            given(settings.trainLimit()),
            given(settings.testLimit()),
            Seed.of(settings.seed()).child("data"));
    return DataSets.load(settings.dataset(), folder(settings), request);
  }

  private static OptionalInt given(int value) {
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static @Nullable Path folder(RunSettings settings) {
    return settings.data().isEmpty() ? null : Path.of(settings.data());
  }

  Seed seed() {
    return Seed.of(settings.seed());
  }

  /** Returns the space. */
  public NetworkSpace space() {
    return space;
  }

  OpenSpace openSpace() {
    if (space instanceof OpenSpace open) {
      return open;
    }
    throw new InvalidInputException(
        "space "
            + space.name()
            + " has no supernet; weight-sharing methods need one with open decisions");
  }

  /** Returns the images as they were loaded. */
  public ImageData data() {
    return data;
  }

  /** Returns the images that trained networks learn from. */
  public ImageSet training() {
    return training;
  }

  /** Returns the images that trained networks are validated on. */
  public ImageSet validation() {
    return validation;
  }

  /** The two halves of a search. */
  Split halves() {
    return Split.halves(training.size(), seed().child("halves"));
  }

  /** Returns the fingerprint of the loaded training images. */
  public String fingerprint() {
    return data.train().fingerprint();
  }

  private Shape shape() {
    var shape = data.train().shape();
    return new Shape(shape.channels(), shape.height(), shape.width());
  }

  /** Returns how the images vary that trained networks learn from. */
  public Augmentation augmentation() {
    return settings.training().augmentation(data.augmentation());
  }

  Skeleton searchSkeleton() {
    return openSpace()
        .searchSkeleton(shape(), data.train().classes())
        .withChannels(settings.channels())
        .withCells(settings.cells());
  }

  /**
   * Returns the macro settings of trained networks.
   *
   * @throws InvalidInputException if an auxiliary head is asked for where networks have none
   */
  public Skeleton skeleton() {
    Skeleton skeleton =
        space
            .skeleton(shape(), data.train().classes())
            .withChannels(settings.retrainChannels())
            .withCells(settings.retrainCells())
            .withStem(settings.training().entry());
    if (!settings.auxiliaryHead()) {
      return skeleton;
    }
    Skeleton extended = skeleton.withAuxiliaryHead();
    NetworkGraph any = space.rawNetwork(space.sample(seed().random()), extended);
    if (!any.outputs().containsKey(NetworkGraph.AUXILIARY)) {
      throw new InvalidInputException(
          "--auxiliary-head: networks of space %s have none; expected it with darts-cnn only"
              .formatted(space.name()));
    }
    return extended;
  }

  Feasibility feasibility() {
    return new Feasibility(
        space, skeleton(), limit(settings.maxParameters()), limit(settings.maxMacs()));
  }

  private static OptionalLong limit(long value) {
    return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Returns the settings of the engine that searches and trains. */
  public Engine.Options engineOptions() {
    return options(Precision.parse(settings.precision()));
  }

  /** Starts the engine that searches and trains. */
  Engine engine() {
    return Engine.start(engineOptions());
  }

  /** Starts the engine that judges and exports, in full precision. */
  Engine exactEngine() {
    return Engine.start(options(Precision.FP32));
  }

  private Engine.Options options(Precision precision) {
    Engine.Place place = settings.device().equals("cuda") ? Engine.Place.CUDA : Engine.Place.CPU;
    return new Engine.Options(
        place, precision, Layout.parse(settings.layout()), settings.threads());
  }
}
