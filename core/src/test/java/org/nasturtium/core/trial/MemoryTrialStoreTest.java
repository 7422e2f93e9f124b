package org.nasturtium.core.trial;

import java.time.Duration;
import org.nasturtium.core.contract.ManualClock;
import org.nasturtium.core.contract.TrialStoreContract;

class MemoryTrialStoreTest extends TrialStoreContract {
  private final ManualClock clock = new ManualClock();
  private final MemoryTrialStore store = new MemoryTrialStore(clock);

  @Override
  protected TrialStore connect() {
    return store;
  }

  @Override
  protected boolean isDurable() {
    return false;
  }

  @Override
  protected void pass(Duration time) {
    clock.pass(time);
  }
}
