package org.nasturtium.core.study;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.StudyLog;

/**
 * The workers of a study are the threads that evaluate, and the one that tells the log meanwhile
 * that this process is alive. What happens there becomes an {@link Event} for the thread of the
 * study.
 */
final class Workers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int BEATS_PER_PATIENCE = 4;

  private final Study study;
  private final BlockingQueue<Event> events;
  private final ExecutorService threads;
  private final ScheduledExecutorService heart;
  private final ScheduledFuture<?> beating;
  private final Map<Integer, Evaluation> running = new ConcurrentHashMap<>();

  Workers(Study study, BlockingQueue<Event> events) {
    this.study = study;
    this.events = events;
    this.threads = Executors.newFixedThreadPool(study.options().workers(), named("study-worker"));
    this.heart = Executors.newSingleThreadScheduledExecutor(named("study-heartbeat"));
    long interval = Math.max(1, study.options().patience().toMillis() / BEATS_PER_PATIENCE);
    this.beating =
        heart.scheduleWithFixedDelay(this::beat, interval, interval, TimeUnit.MILLISECONDS);
  }

  private static ThreadFactory named(String name) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + made.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Begins to evaluate a claimed trial. */
  void start(int number, Proposal proposal, Seed seed) {
    Evaluation evaluation = new Evaluation(number);
    running.put(number, evaluation);
    threads.execute(() -> evaluate(evaluation, proposal, seed));
  }

  private void evaluate(Evaluation evaluation, Proposal proposal, Seed seed) {
    long started = study.options().clock().millis();
    try {
      Outcome outcome = study.evaluator().evaluate(proposal, seed, evaluation);
      events.add(new Event.Evaluated(evaluation.number, outcome, started));
    } catch (StoppedException e) {
      events.add(new Event.Stopped(evaluation.number));
    } catch (RuntimeException | Error e) {
      events.add(new Event.Broken(evaluation.number, e));
    }
  }

  /** Forgets a trial that is finished, or no longer this process's. */
  void done(int number) {
    running.remove(number);
  }

  /** Asks all evaluations to stop. */
  void stop() {
    running.values().forEach(evaluation -> evaluation.stop = true);
  }

  /**
   * Tells the log that this process is alive; a trial that another process took over is stopped.
   */
  private void beat() {
    StudyLog log = study.log();
    for (Evaluation evaluation : running.values()) {
      try {
        if (!log.beat(evaluation.number, study.options().participant().name())) {
          evaluation.stop = true;
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "no heartbeat for trial " + evaluation.number, e);
      }
    }
  }

  @Override
  public void close() {
    stop();
    beating.cancel(false);
    heart.shutdown();
    threads.shutdown();
  }

  /** The control of one evaluation: it turns what it hears into events. */
  private final class Evaluation implements RunControl {
    private final int number;
    private volatile boolean stop;

    Evaluation(int number) {
      this.number = number;
    }

    @Override
    public void steps(String stage, long done, long total) {
      events.add(new Event.Steps("trial " + number + " " + stage, done, total));
    }

    @Override
    public void epoch(String stage, String line) {
      events.add(new Event.Epoch("trial " + number + " " + stage, line));
    }

    @Override
    public boolean stopRequested() {
      return stop;
    }
  }
}
