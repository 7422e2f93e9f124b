package org.nasturtium.app.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.Stopwatch;
import picocli.CommandLine;

/**
 * Shows progress on standard error: a bar with the remaining time on a terminal, otherwise a line
 * per epoch with it.
 *
 * <p>The remaining time of a stage is extrapolated from the steps of this session.
 */
final class ConsoleControl implements RunControl, AutoCloseable {
  private final PrintWriter err;
  private final BooleanSupplier stop;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private String stage = "";
  private Stopwatch watch = Stopwatch.start();
  private long first;
  private long done;
  private long total;

  /**
   * Creates a control.
   *
   * @param err standard error
   * @param stop whether the run should save its state and stop
   */
  ConsoleControl(PrintWriter err, BooleanSupplier stop) {
    this.err = err;
    this.stop = stop;
    this.terminal = CommandLine.Help.Ansi.AUTO.enabled();
  }

  @Override
  public void steps(String name, long stepsDone, long stepsTotal) {
    if (!name.equals(stage)) {
      start(name, stepsDone, stepsTotal);
    }
    done = stepsDone;
    if (bar != null) {
      bar.stepTo(stepsDone);
    }
  }

  private void start(String name, long stepsDone, long stepsTotal) {
    close();
    stage = name;
    total = stepsTotal;
    first = stepsDone - 1;
    watch = Stopwatch.start();
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(stepsTotal)
              .startsFrom(first, java.time.Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .build();
    }
  }

  @Override
  public void epoch(String name, String line) {
    if (bar != null) {
      bar.setExtraMessage(line.split(" {2}", -1)[0]);
    } else {
      err.println(name + "  " + line + "  " + remaining());
      err.flush();
    }
  }

  private String remaining() {
    double perStep = watch.seconds() / Math.max(1, done - first);
    long seconds = Math.round(perStep * (total - done));
    return seconds == 0 ? "" : "ETA %d:%02d".formatted(seconds / 60, seconds % 60);
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
