package org.nasturtium.app.run;

import java.util.List;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.NetworkGraph;
import org.nasturtium.core.network.Weights;
import org.nasturtium.torch.train.EpochResult;
import org.nasturtium.torch.train.Scores;

/**
 * A contestant is a trained network: the found one, or one trained alike to compare it with.
 *
 * @param name {@code found}, {@code random} or the name of a reference
 * @param architecture its architecture
 * @param text the architecture's text
 * @param network its graph as trained
 * @param weights its trained weights
 * @param published the cost as published tables count it, of the raw network
 * @param deployed the cost of the network that runs, dead parts removed
 * @param epochs the numbers of its training
 * @param validation how it does on the validation images
 * @param test how it does on the test images
 * @param seconds wall seconds of its training
 */
record Contestant(
    String name,
    Architecture architecture,
    String text,
    NetworkGraph network,
    Weights weights,
    Cost published,
    Cost deployed,
    List<EpochResult> epochs,
    Scores validation,
    Scores test,
    double seconds) {
  Contestant {
    epochs = List.copyOf(epochs);
  }
}
