package org.nasturtium.core.space;

import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Shape;

/**
 * A network space is a search space that builds the network of each architecture, so that its
 * architectures can be counted, trained and exported.
 */
public interface NetworkSpace extends SearchSpace {
  /**
   * Returns the macro settings that the papers use for this space, for a stand-alone network.
   *
   * @param input the shape of one image
   * @param classes the number of classes
   */
  Skeleton skeleton(Shape input, int classes);

  /**
   * Returns the network of an architecture as it was picked, dead parts included: the one that
   * published costs count.
   *
   * @param architecture an architecture of this space
   * @param skeleton the macro settings
   */
  NetworkGraph rawNetwork(Architecture architecture, Skeleton skeleton);

  /**
   * Returns the network of an architecture: the one worth training.
   *
   * @param architecture an architecture of this space
   * @param skeleton the macro settings
   */
  default NetworkGraph network(Architecture architecture, Skeleton skeleton) {
    return rawNetwork(architecture, skeleton).simplify();
  }

  /**
   * Returns a space as one that builds networks.
   *
   * @param space the space
   * @throws InvalidInputException if it is a plain list of choices
   */
  static NetworkSpace of(SearchSpace space) {
    if (space instanceof NetworkSpace networks) {
      return networks;
    }
    throw new InvalidInputException(
        "space %s is a plain list of choices and has no networks; expected a space that builds them, or a benchmark table to look results up in"
            .formatted(space.name()));
  }
}
