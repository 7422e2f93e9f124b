package org.nasturtium.app.predict;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nasturtium.app.run.FolderLock;
import org.nasturtium.app.run.RunResult;
import org.nasturtium.app.run.SettingsFile;
import org.nasturtium.app.run.Version;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.file.DurableFile;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.core.progress.StoppedException;
import org.nasturtium.torch.predict.EncoderFile;

/**
 * Works a sweep off, one encoder after the other. What was finished is not trained again, and an
 * encoder that was broken off goes on from its last state.
 */
public final class SweepRun {
  private static final JsonMapper JSON = new JsonMapper();

  private final Sweep sweep;
  private final List<Sweep.Entry> entries;
  private final SweepFolder folder;

  private SweepRun(Sweep sweep, SweepFolder folder) {
    this.sweep = sweep;
    this.entries = sweep.entries();
    this.folder = folder;
  }

  /**
   * Prepares a sweep; everything the user got wrong is found here, before anything is written.
   *
   * @param sweep what to train
   * @param folder where it is kept
   * @throws InvalidInputException if it cannot be met
   */
  public static SweepRun prepare(Sweep sweep, SweepFolder folder) {
    return new SweepRun(sweep, folder);
  }

  /**
   * Runs to the end.
   *
   * @param control whom to tell
   * @throws IOException if a file cannot be written
   * @throws StoppedException if the control asked to stop; all is saved
   */
  public RunResult run(RunControl control) throws IOException {
    folder.keep(sweep);
    try (FolderLock lock = FolderLock.of(folder.path())) {
      List<SweptEncoder> encoders = new ArrayList<>();
      for (Sweep.Entry entry : entries) {
        encoders.add(swept(entry, encoders.size(), control));
      }
      return result(encoders);
    }
  }

  private SweptEncoder swept(Sweep.Entry entry, int done, RunControl control) throws IOException {
    EncoderFile file = folder.encoder(entry);
    SettingsFile<SweepRow> row = folder.row(entry);
    if (!row.exists() || !file.isTrained()) {
      try {
        row.write(SweepRow.of(entry, entry.job().learn(file, new Named(entry.name(), control))));
      } catch (StoppedException e) {
        throw new StoppedException(
            "stopped the sweep after %d of %d encoders; all is saved in %s"
                .formatted(done, entries.size(), folder.path()));
      }
    }
    return new SweptEncoder(row.read(), file.curve());
  }

  /** Tells of the training of one encoder by its name. */
  private record Named(String name, RunControl outside) implements RunControl {
    @Override
    public void steps(String stage, long done, long total) {
      outside.steps(name, done, total);
    }

    @Override
    public void epoch(String stage, String line) {
      outside.epoch(name, line);
    }

    @Override
    public boolean stopRequested() {
      return outside.stopRequested();
    }
  }

  private RunResult result(List<SweptEncoder> encoders) throws IOException {
    SweepTable table = new SweepTable(encoders);
    DurableFile.write(folder.file("table.csv"), table.csv());
    DurableFile.write(folder.file("curves.csv"), table.curvesCsv());
    new SweepPage(sweep, encoders).page().write(folder.file("report.html"));
    Map<String, Object> fields = fields(encoders);
    DurableFile.write(
        folder.file("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("report  " + folder.file("report.html"));
    return new RunResult(fields, lines);
  }

  private Map<String, Object> fields(List<SweptEncoder> encoders) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("command", "encoder sweep");
    fields.put("nodes", sweep.nodes());
    fields.put("dimensions", sweep.dimensions());
    fields.putAll(sweep.learning().results());
    fields.put("fresh_pairs", EncoderJob.FRESH);
    fields.put("rows", encoders.stream().map(each -> each.row().fields()).toList());
    fields.put("table", folder.file("table.csv").toString());
    fields.put("curves", folder.file("curves.csv").toString());
    fields.put("report", folder.file("report.html").toString());
    fields.put("out", folder.path().toString());
    fields.put("version", Version.current());
    return fields;
  }
}
