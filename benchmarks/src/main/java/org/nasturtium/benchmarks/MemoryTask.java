package org.nasturtium.benchmarks;

import java.io.IOException;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.space.library.NatsTopology;
import org.nasturtium.torch.engine.Engine;
import org.nasturtium.torch.engine.NativeMemory;

/**
 * What a process of {@link PeakMemory} does before it prints its peak resident memory in KiB, as
 * Linux counts it: 30 steps, 16 channels, 5 cells per stage, batch 64.
 */
enum MemoryTask {
  /** Only loads libtorch. */
  IDLE("idle process"),
  /** Searches with GDAS. */
  GDAS("gdas search"),
  /** Trains the network of the ResNet cell. */
  RESNET("training of the ResNet cell"),
  /** Trains the network whose six edges are all 3x3 convolutions. */
  LARGEST("training of the largest cell");

  private static final int STEPS = 30;
  private static final int CELLS = 5;
  private static final int BATCH = 64;
  private static final Architecture ALL_3X3 = Architecture.of(3, 3, 3, 3, 3, 3);

  private final String title;

  MemoryTask(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  private void run() {
    Engine engine = Engine.start(Engine.Options.best());
    switch (this) {
      case IDLE -> new RandomBatch(engine, BATCH);
      case GDAS -> search(engine);
      case RESNET -> train(NatsTopology.RESNET, engine);
      case LARGEST -> train(ALL_3X3, engine);
    }
  }

  private static void search(Engine engine) {
    try (SupernetTask task = new SupernetTask("gdas", engine, CELLS, BATCH)) {
      for (int i = 0; i < STEPS; i++) {
        task.bothSteps();
      }
    }
  }

  private static void train(Architecture architecture, Engine engine) {
    try (TrainingTask task = new TrainingTask(architecture, engine, CELLS, BATCH)) {
      for (int i = 0; i < STEPS; i++) {
        task.step();
      }
    }
  }

  /**
   * Runs the task named by the argument.
   *
   * @param arguments the name of a task
   * @throws IOException if Linux does not tell the memory
   */
  public static void main(String[] arguments) throws IOException {
    valueOf(arguments[0]).run();
    long peak =
        NativeMemory.peakResidentBytes()
            .orElseThrow(() -> new IOException("no VmHWM in /proc/self/status"));
    System.out.println(peak / 1024);
  }
}
