package org.nasturtium.core.contract;

import java.util.List;
import java.util.stream.IntStream;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.space.SearchSpace;

/**
 * A tiny space has few architectures, so that a test can see all of them: two choices of three
 * candidates each, of which the order does not matter, which leaves six different ones.
 */
public final class TinySpace implements SearchSpace {
  /** How many architectures compute different things. */
  public static final int DIFFERENT = 6;

  private final List<Choice> choices =
      IntStream.range(0, 2).mapToObj(i -> Choice.of("layer" + i, "a", "b", "c")).toList();

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public Architecture canonical(Architecture architecture) {
    int first = architecture.pick(0);
    int second = architecture.pick(1);
    return Architecture.of(Math.min(first, second), Math.max(first, second));
  }

  @Override
  public String format(Architecture architecture) {
    return choices.get(0).candidate(architecture.pick(0))
        + choices.get(1).candidate(architecture.pick(1));
  }

  @Override
  public Architecture parse(String text) {
    return Architecture.of(
        choices.get(0).candidates().indexOf(text.substring(0, 1)),
        choices.get(1).candidates().indexOf(text.substring(1)));
  }
}
