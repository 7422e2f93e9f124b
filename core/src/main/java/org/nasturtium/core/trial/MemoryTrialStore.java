package org.nasturtium.core.trial;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;

/**
 * A memory trial store keeps studies for as long as the process lives: for tests and short runs.
 */
public final class MemoryTrialStore implements TrialStore {
  private final InstantSource clock;
  private final SortedMap<String, Log> logs = new TreeMap<>();

  /**
   * Creates an empty store.
   *
   * @param clock says when a claim is void
   */
  public MemoryTrialStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized StudyLog open(StudySpec spec) {
    Log log = logs.computeIfAbsent(spec.name(), name -> new Log(clock, spec));
    SortedMap<String, String> differences = spec.differences(log.spec);
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "study '%s' exists with another specification: %s".formatted(spec.name(), differences));
    }
    return log;
  }

  @Override
  public synchronized Optional<StudyLog> find(String name) {
    return Optional.ofNullable(logs.get(name));
  }

  @Override
  public synchronized List<StudySpec> studies() {
    return logs.values().stream().map(Log::spec).toList();
  }

  /** Does nothing: what memory holds needs no closing. */
  @Override
  public void close() {}

  /** A claim of a number by a worker, void at an instant unless it beats before. */
  private record Claim(Proposal proposal, String worker, Duration patience, long voidMillis) {}

  private static final class Log implements StudyLog {
    private final InstantSource clock;
    private final StudySpec spec;
    private final Map<Integer, Claim> claims = new HashMap<>();
    private final TreeMap<Integer, Trial> trials = new TreeMap<>();

    Log(InstantSource clock, StudySpec spec) {
      this.clock = clock;
      this.spec = spec;
    }

    @Override
    public StudySpec spec() {
      return spec;
    }

    @Override
    public synchronized List<Trial> trials(int from) {
      return new ArrayList<>(trials.tailMap(from).values());
    }

    @Override
    public synchronized boolean claim(
        int number, Proposal proposal, String worker, Duration patience) {
      Trial trial = trials.get(number);
      Claim held = claims.get(number);
      check(number, proposal, trial == null ? null : trial.proposal());
      check(number, proposal, held == null ? null : held.proposal);
      boolean isFree =
          held == null || held.worker.equals(worker) || clock.millis() >= held.voidMillis;
      if (trial != null || !isFree) {
        return false;
      }
      hold(number, new Claim(proposal, worker, patience, 0));
      return true;
    }

    private void check(int number, Proposal proposal, @Nullable Proposal before) {
      if (before != null
          && !(before.architecture().equals(proposal.architecture())
              && before.fidelity().equals(proposal.fidelity()))) {
        throw new IllegalStateException(
            "trial %d of study '%s' was claimed as %s before, not as %s"
                .formatted(number, spec.name(), before, proposal));
      }
    }

    private void hold(int number, Claim claim) {
      long until = clock.millis() + claim.patience.toMillis();
      claims.put(number, new Claim(claim.proposal, claim.worker, claim.patience, until));
    }

    @Override
    public synchronized boolean beat(int number, String worker) {
      Claim held = claims.get(number);
      if (held == null || !held.worker.equals(worker)) {
        return false;
      }
      hold(number, held);
      return true;
    }

    @Override
    public synchronized void release(int number, String worker) {
      Claim held = claims.get(number);
      if (held != null && held.worker.equals(worker)) {
        claims.remove(number);
      }
    }

    @Override
    public synchronized CompletableFuture<Void> finish(Trial trial) {
      trials.putIfAbsent(trial.number(), trial);
      claims.remove(trial.number());
      return CompletableFuture.completedFuture(null);
    }
  }
}
