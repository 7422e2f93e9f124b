package org.nasturtium.torch.recipe;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.torch.network.Gate;
import org.nasturtium.torch.supernet.FreeLogits;
import org.nasturtium.torch.supernet.GumbelHard;
import org.nasturtium.torch.supernet.SoftmaxMixture;
import org.nasturtium.torch.supernet.SpaceRule;
import org.nasturtium.torch.supernet.ValidationGradient;
import org.nasturtium.torch.train.Schedule;

/** The recipe table. A new weight-sharing method is a new row. */
public final class Recipes {
  private static final Map<String, SearchSettings> NATS_BENCH =
      Map.of("nats-topology", SearchSettings.natsBench());
  private static final Schedule GDAS_TEMPERATURE = Schedule.linear(10, 0.1);
  private static final GumbelHard AS_PUBLISHED = new GumbelHard(Gate.Feedback.ACTIVE);
  private static final GumbelHard AS_CODED = new GumbelHard(Gate.Feedback.ALL);

  private static final List<Recipe> ROWS =
      List.of(
          new Recipe(
              "darts-v1",
              "Liu et al., DARTS, ICLR 2019, first order; on NATS-Bench as thesis section 5.4",
              FreeLogits::new,
              new SoftmaxMixture(),
              new SoftmaxMixture(),
              new ValidationGradient(),
              new SpaceRule(),
              Schedule.constant(1),
              NATS_BENCH,
              SearchSettings.dartsCells()),
          new Recipe(
              "gdas",
              "thesis section 3.1, equations 3.4 to 3.9: the gradient goes through the drawn operation only",
              FreeLogits::new,
              AS_PUBLISHED,
              AS_PUBLISHED,
              new ValidationGradient(),
              new SpaceRule(),
              GDAS_TEMPERATURE,
              NATS_BENCH,
              SearchSettings.gdasCells()),
          new Recipe(
              "gdas-as-coded",
              "GDAS as its NATS-Bench code: the zero weights of undrawn operations are added to the sum, so that every logit receives a gradient",
              FreeLogits::new,
              AS_CODED,
              AS_CODED,
              new ValidationGradient(),
              new SpaceRule(),
              GDAS_TEMPERATURE,
              NATS_BENCH,
              SearchSettings.gdasCells()));

  private Recipes() {}

  /** Returns all rows. */
  public static List<Recipe> all() {
    return ROWS;
  }

  /**
   * Returns a row.
   *
   * @param name its name
   * @throws InvalidInputException if there is none of that name; the message names the known ones
   */
  public static Recipe byName(String name) {
    return ROWS.stream()
        .filter(recipe -> recipe.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "unknown method '%s': expected one of %s"
                        .formatted(
                            name,
                            ROWS.stream().map(Recipe::name).collect(Collectors.joining(", ")))));
  }
}
