package org.nasturtium.core.search.strategy;

import java.util.List;
import java.util.function.Function;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Settings;
import org.nasturtium.core.search.StrategyFactory;

/**
 * A strategy row is one line of the registry: a published method under a name.
 *
 * @param name the name users type
 * @param source the paper, and the code whose settings are the defaults
 * @param reader reads the method's settings and answers with what makes the strategy
 */
public record StrategyRow(
    String name, String source, Function<Settings, StrategyFactory.Maker> reader) {
  /**
   * Returns the method with its settings chosen.
   *
   * @param texts {@code name=value} each; settings that are not given keep their defaults
   * @throws InvalidInputException if a setting is unknown or its value is not allowed
   */
  public StrategyFactory configure(List<String> texts) {
    Settings settings = Settings.of("strategy " + name, texts);
    StrategyFactory.Maker maker = reader.apply(settings);
    return new StrategyFactory(name, settings.finish(), maker);
  }

  /** Returns the method with the published settings. */
  public StrategyFactory published() {
    return configure(List.of());
  }
}
