package org.nasturtium.core.search;

import java.util.OptionalLong;
import java.util.function.Function;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.core.space.Skeleton;

/**
 * Feasibility says which architectures a search may answer with: those whose network is within the
 * limits and whose answer depends on its input.
 */
public final class Feasibility {
  private final Skeleton skeleton;
  private final OptionalLong maxParameters;
  private final OptionalLong maxMacs;
  private final Function<Architecture, NetworkGraph> networks;

  /**
   * Creates the rule.
   *
   * @param space the space
   * @param skeleton the macro settings of the network that is limited
   * @param maxParameters the most parameters, as {@link NetworkSpace#rawNetwork} counts them
   * @param maxMacs the most multiply-accumulates, counted likewise
   * @throws InvalidInputException if a limit is below 1
   */
  public Feasibility(
      NetworkSpace space, Skeleton skeleton, OptionalLong maxParameters, OptionalLong maxMacs) {
    this.skeleton = skeleton;
    this.maxParameters = maxParameters;
    this.maxMacs = maxMacs;
    require("--max-parameters", maxParameters);
    require("--max-macs", maxMacs);
    if (space instanceof OpenSpace open) {
      NetworkGraph supernet = open.supernet(skeleton);
      networks = supernet::fold;
    } else {
      networks = architecture -> space.rawNetwork(architecture, skeleton);
    }
  }

  private static void require(String option, OptionalLong limit) {
    if (limit.isPresent() && limit.getAsLong() < 1) {
      throw new InvalidInputException(option + " must be at least 1, not " + limit.getAsLong());
    }
  }

  /**
   * Returns feasibility without limits.
   *
   * @param space the space
   * @param skeleton the macro settings
   */
  public static Feasibility unlimited(NetworkSpace space, Skeleton skeleton) {
    return new Feasibility(space, skeleton, OptionalLong.empty(), OptionalLong.empty());
  }

  /** Returns the macro settings of the network that is limited. */
  public Skeleton skeleton() {
    return skeleton;
  }

  /** Returns whether there is a limit. */
  public boolean isLimited() {
    return maxParameters.isPresent() || maxMacs.isPresent();
  }

  /** Returns whether an architecture is feasible. */
  public boolean allows(Architecture architecture) {
    NetworkGraph raw = networks.apply(architecture);
    return excess(CostModel.of(raw)) <= 1 && readsInput(raw.simplify());
  }

  /** Returns whether an architecture's answer depends on its input, whatever it costs. */
  boolean isConnected(Architecture architecture) {
    return readsInput(networks.apply(architecture).simplify());
  }

  /** Returns the largest ratio of a cost to its limit, 0 without limits. */
  double excess(Cost cost) {
    double ofParameters =
        maxParameters.isPresent() ? (double) cost.parameters() / maxParameters.getAsLong() : 0;
    double ofMacs = maxMacs.isPresent() ? (double) cost.macs() / maxMacs.getAsLong() : 0;
    return Math.max(ofParameters, ofMacs);
  }

  /**
   * Returns the sum of the ratios of a cost to its limits; unlike the largest, additive over parts
   * of a network.
   */
  double weight(Cost cost) {
    double ofParameters =
        maxParameters.isPresent() ? (double) cost.parameters() / maxParameters.getAsLong() : 0;
    double ofMacs = maxMacs.isPresent() ? (double) cost.macs() / maxMacs.getAsLong() : 0;
    return ofParameters + ofMacs;
  }

  private static boolean readsInput(NetworkGraph network) {
    return network.only(NetworkGraph.LOGITS).nodes().stream()
        .anyMatch(node -> node.operation() instanceof Operation.Input);
  }

  /** Returns the limits as one phrase, such as {@code at most 200000 parameters}. */
  public String describe() {
    if (!isLimited()) {
      return "a network that reads its input";
    }
    String parameters =
        maxParameters.isPresent() ? "at most " + maxParameters.getAsLong() + " parameters" : "";
    String macs = maxMacs.isPresent() ? "at most " + maxMacs.getAsLong() + " MACs" : "";
    return parameters.isEmpty() || macs.isEmpty() ? parameters + macs : parameters + " and " + macs;
  }
}
