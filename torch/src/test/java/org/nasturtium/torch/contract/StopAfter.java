package org.nasturtium.torch.contract;

import java.util.ArrayList;
import java.util.List;
import org.nasturtium.core.progress.RunControl;
import org.nasturtium.torch.engine.NativeMemory;

/**
 * A run control that asks to stop after some steps of its session and notes the native objects that
 * are held after each.
 */
public final class StopAfter implements RunControl {
  private final int limit;
  private final List<Long> pointers = new ArrayList<>();

  private StopAfter(int limit) {
    this.limit = limit;
  }

  /** Returns a control that stops a session after some steps. */
  public static StopAfter steps(int limit) {
    return new StopAfter(limit);
  }

  /** Returns a control that never stops. */
  public static StopAfter never() {
    return new StopAfter(Integer.MAX_VALUE);
  }

  @Override
  public void steps(String stage, long done, long total) {
    pointers.add(NativeMemory.pointers());
  }

  @Override
  public void epoch(String stage, String line) {}

  @Override
  public boolean stopRequested() {
    return pointers.size() >= limit;
  }

  /** Returns the number of native objects after each step of the session. */
  public List<Long> pointers() {
    return List.copyOf(pointers);
  }
}
