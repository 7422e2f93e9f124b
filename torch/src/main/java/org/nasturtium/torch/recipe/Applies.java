package org.nasturtium.torch.recipe;

import java.util.function.Predicate;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.supernet.NeuralGraph;

/**
 * Which spaces a method can search.
 *
 * @param to whether it can search a space
 * @param where these spaces in words, for the user who tried another
 */
public record Applies(Predicate<OpenSpace> to, String where) {
  /** Returns every space that is one network with open decisions. */
  public static Applies everywhere() {
    return new Applies(space -> true, "every space that has a supernet");
  }

  /** Returns the spaces whose choices are the edges of cells. */
  public static Applies toCells() {
    return new Applies(
        NeuralGraph::embeds,
        "spaces whose choices are edges of cells named RECEIVER<-SENDER, such as nats-topology and darts-cnn");
  }

  /**
   * Returns one space.
   *
   * @param name its name
   */
  public static Applies only(String name) {
    return new Applies(space -> space.name().equals(name), "the space " + name);
  }
}
