package org.nasturtium.core.study;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.trial.History;
import org.nasturtium.core.trial.Outcome;
import org.nasturtium.core.trial.Proposal;
import org.nasturtium.core.trial.Provenance;
import org.nasturtium.core.trial.StudyLog;
import org.nasturtium.core.trial.Trial;

/**
 * A study run is one process at work on a study. All of it happens on one thread, but for the
 * evaluations and heartbeats, which send events.
 *
 * <p>An open trial is idle (to be claimed), held elsewhere, evaluating, being stored, or finished
 * and waiting for its turn to be told.
 */
final class StudyRun {
  private final Study study;
  private final StudyOptions options;
  private final StudyLog log;
  private final RunControl control;
  private final StudyListener listener;
  private final Seed root;
  private final Conversation conversation;
  private final Repeats repeats;
  private final History history;
  private final Budget.Meter meter;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final Map<Integer, Proposal> open = new HashMap<>();
  private final Set<Integer> idle = new TreeSet<>();
  private final Set<Integer> elsewhere = new HashSet<>();
  private final Set<Integer> evaluating = new HashSet<>();
  private final Map<Integer, CompletableFuture<Void>> storing = new HashMap<>();
  private final Map<Integer, Trial> finished = new HashMap<>();
  private boolean isInterrupted;

  StudyRun(Study study, Budget budget, RunControl control, StudyListener listener) {
    this.study = study;
    this.options = study.options();
    this.log = study.log();
    this.control = control;
    this.listener = listener;
    this.root = Seed.of(log.spec().seed());
    this.conversation =
        new Conversation(
            study.factory().create(study.problem(), Study.strategySeed(root)),
            log.spec().window(),
            budget.trials());
    this.repeats = new Repeats(study.problem().space(), options.duplicates());
    this.history = new History(study.problem().objective());
    this.meter = new Budget.Meter(budget);
  }

  StudyResult run() {
    List<Trial> stored = log.trials(0);
    stored.forEach(this::finished);
    listener.resumed(stored.size());
    try (Workers workers = new Workers(study, events)) {
      StudyResult.End end = work(workers);
      settle(workers, end == StudyResult.End.STOPPED);
      return new StudyResult(history, end);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private StudyResult.End work(Workers workers) {
    try {
      while (true) {
        Optional<StudyResult.End> end = converse();
        if (end.isPresent()) {
          return end.get();
        }
        if (isInterrupted || control.stopRequested()) {
          return StudyResult.End.STOPPED;
        }
        if (!assign(workers)) {
          listen(workers);
        }
      }
    } catch (RuntimeException | Error e) {
      settleAfter(e, workers);
      throw e;
    }
  }

  /** Asks and tells as far as the finished trials allow. */
  private Optional<StudyResult.End> converse() {
    while (true) {
      if (conversation.mayAsk()) {
        int number = conversation.asked();
        conversation.ask().ifPresent(proposal -> opened(number, proposal));
        continue;
      }
      if (conversation.isIdle()) {
        return Optional.of(StudyResult.End.EXHAUSTED);
      }
      Trial next = finished.remove(conversation.told());
      if (next == null) {
        return Optional.empty();
      }
      tell(next);
      if (!meter.allowsMore(next, history)) {
        return Optional.of(meter.end());
      }
    }
  }

  private void opened(int number, Proposal proposal) {
    open.put(number, proposal);
    repeats.asked(number, proposal);
    if (!finished.containsKey(number)) {
      idle.add(number);
    }
  }

  private void tell(Trial trial) {
    Proposal proposal = proposal(trial.number());
    if (!trial.proposal().architecture().equals(proposal.architecture())
        || !trial.proposal().fidelity().equals(proposal.fidelity())) {
      throw new InvalidInputException(
          "trial %d of study '%s' is stored as %s, but strategy %s proposes %s: the study was begun by another version of the program, or changed"
              .formatted(
                  trial.number(),
                  log.spec().name(),
                  text(trial.proposal()),
                  study.factory().name(),
                  text(proposal)));
    }
    open.remove(trial.number());
    conversation.tell(trial);
    history.add(trial);
    listener.told(trial, history);
  }

  private String text(Proposal proposal) {
    String architecture =
        study.problem().space().contains(proposal.architecture())
            ? study.problem().space().format(proposal.architecture())
            : proposal.architecture().toString();
    return architecture + " at " + proposal.fidelity();
  }

  private Proposal proposal(int number) {
    Proposal proposal = open.get(number);
    if (proposal == null) {
      throw new IllegalStateException("trial " + number + " is not open");
    }
    return proposal;
  }

  /**
   * Claims idle trials for idle workers.
   *
   * @return whether there are trials that another process finished meanwhile
   */
  private boolean assign(Workers workers) {
    boolean refused = false;
    for (int number : List.copyOf(idle)) {
      OptionalInt original = repeats.original(number);
      boolean isFree = original.isPresent() && repeats.isFinished(original.getAsInt());
      if (isFree || (original.isEmpty() && evaluating.size() < options.workers())) {
        idle.remove(number);
        refused |= !claim(number, original, workers);
      }
    }
    return refused && lookElsewhere();
  }

  private boolean claim(int number, OptionalInt original, Workers workers) {
    Proposal proposal = proposal(number);
    if (!log.claim(number, proposal, options.participant().name(), options.patience())) {
      elsewhere.add(number);
      return false;
    }
    if (original.isPresent()) {
      String device = "trial " + original.getAsInt();
      store(number, repeats.free(original.getAsInt()), device, options.clock().millis());
    } else {
      evaluating.add(number);
      workers.start(number, proposal, Study.trialSeed(root, number));
    }
    return true;
  }

  /** Reads what other processes finished. */
  private boolean lookElsewhere() {
    boolean found = false;
    for (Trial trial : log.trials(conversation.told())) {
      if (elsewhere.remove(trial.number())) {
        finished(trial);
        found = true;
      }
    }
    return found;
  }

  private void finished(Trial trial) {
    finished.put(trial.number(), trial);
    repeats.finished(trial.number(), trial.outcome());
  }

  /** Waits for an event, or for the time to look at what other processes do. */
  private void listen(Workers workers) {
    Event event = await();
    if (event == null && !elsewhere.isEmpty()) {
      lookElsewhere();
      idle.addAll(elsewhere);
      elsewhere.clear();
    }
    while (event != null) {
      handle(event, workers);
      event = events.poll();
    }
  }

  private @Nullable Event await() {
    try {
      return events.poll(options.poll().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      isInterrupted = true;
      return null;
    }
  }

  private void handle(Event event, Workers workers) {
    if (event instanceof Event.Evaluated evaluated) {
      evaluating.remove(evaluated.number());
      store(
          evaluated.number(),
          evaluated.outcome(),
          options.participant().device(),
          evaluated.startedMillis());
    } else if (event instanceof Event.Durable durable) {
      storing.remove(durable.number());
      workers.done(durable.number());
      finished(stored(durable.number()));
    } else if (event instanceof Event.Stopped stopped) {
      evaluating.remove(stopped.number());
      workers.done(stopped.number());
      elsewhere.add(stopped.number());
    } else if (event instanceof Event.Broken broken) {
      giveUp(broken.number(), workers);
      throw rethrown(broken.fault());
    } else if (event instanceof Event.Lost lost) {
      storing.remove(lost.number());
      workers.done(lost.number());
      throw new IllegalStateException(
          "trial %d of study '%s' could not be stored: %s"
              .formatted(lost.number(), log.spec().name(), lost.fault().getMessage()),
          lost.fault());
    } else if (event instanceof Event.Steps steps) {
      control.steps(steps.stage(), steps.done(), steps.total());
    } else if (event instanceof Event.Epoch epoch) {
      control.epoch(epoch.stage(), epoch.line());
    }
  }

  private static RuntimeException rethrown(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    return fault instanceof RuntimeException runtime ? runtime : new IllegalStateException(fault);
  }

  private void store(int number, Outcome outcome, String device, long startedMillis) {
    Provenance provenance =
        new Provenance(
            options.participant().name(),
            options.participant().version(),
            device,
            startedMillis,
            options.clock().millis());
    Trial trial =
        new Trial(
            number, Study.trialSeed(root, number).value(), proposal(number), outcome, provenance);
    storing.put(
        number,
        log.finish(trial)
            .whenComplete(
                (nothing, fault) ->
                    events.add(
                        fault == null
                            ? new Event.Durable(number)
                            : new Event.Lost(number, fault))));
  }

  /** The trial as it is stored: another process may have been first. */
  private Trial stored(int number) {
    List<Trial> from = log.trials(number);
    if (from.isEmpty() || from.get(0).number() != number) {
      throw new IllegalStateException(
          "trial %d of study '%s' was stored and is not there"
              .formatted(number, log.spec().name()));
    }
    return from.get(0);
  }

  private void giveUp(int number, Workers workers) {
    evaluating.remove(number);
    workers.done(number);
    log.release(number, options.participant().name());
  }

  /**
   * Stops the evaluations and waits until they ended and what is being stored is durable.
   *
   * @param keep whether evaluations that end in spite of that are stored
   */
  private void settle(Workers workers, boolean keep) {
    workers.stop();
    while (!evaluating.isEmpty() || !storing.isEmpty()) {
      Event event = await();
      if (event instanceof Event.Stopped stopped) {
        giveUp(stopped.number(), workers);
      } else if (event instanceof Event.Evaluated evaluated && !keep) {
        giveUp(evaluated.number(), workers);
      } else if (event != null) {
        handle(event, workers);
      }
    }
  }

  /** Settles after a fault; what breaks besides is added to it. */
  private void settleAfter(Throwable fault, Workers workers) {
    while (!evaluating.isEmpty() || !storing.isEmpty()) {
      int before = evaluating.size() + storing.size();
      try {
        settle(workers, true);
      } catch (RuntimeException | Error e) {
        if (e != fault) {
          fault.addSuppressed(e);
        }
        if (evaluating.size() + storing.size() == before) {
          return;
        }
      }
    }
  }
}
