package org.nasturtium.core.evaluate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.SearchSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.trial.Metric;

/**
 * Network costs are what the networks of a space's architectures cost, counted as publications do:
 * of the raw network, dead parts included, so that equivalent architectures may cost different.
 *
 * <p>Each architecture is counted once. Thread-safe.
 */
public final class NetworkCosts {
  private final Function<Architecture, NetworkGraph> networks;
  private final Map<Architecture, Cost> known = new ConcurrentHashMap<>();

  /**
   * Creates the costs.
   *
   * @param space the space
   * @param skeleton the macro settings of the networks that are counted
   * @throws InvalidInputException if the space builds no networks
   */
  public NetworkCosts(SearchSpace space, Skeleton skeleton) {
    NetworkSpace building = NetworkSpace.of(space);
    if (space instanceof OpenSpace open) {
      NetworkGraph supernet = open.supernet(skeleton);
      networks = supernet::fold;
    } else {
      networks = architecture -> building.rawNetwork(architecture, skeleton);
    }
  }

  /**
   * Returns all costs of an architecture.
   *
   * @param architecture the architecture
   */
  public Cost of(Architecture architecture) {
    return known.computeIfAbsent(architecture, each -> CostModel.of(networks.apply(each)));
  }

  /** Returns the number of parameters as a cost. */
  public ArchitectureCost parameters() {
    return new ArchitectureCost(Metric.PARAMETERS, architecture -> of(architecture).parameters());
  }

  /** Returns the multiply-accumulates of one image as a cost. */
  public ArchitectureCost macs() {
    return new ArchitectureCost(Metric.MACS, architecture -> of(architecture).macs());
  }
}
