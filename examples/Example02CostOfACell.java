import java.util.Locale;
import org.nasturtium.core.choice.Architecture;
import org.nasturtium.core.network.Cost;
import org.nasturtium.core.network.CostModel;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.NetworkSpace;
import org.nasturtium.core.space.Skeleton;
import org.nasturtium.core.space.library.DartsGenotypes;
import org.nasturtium.core.space.library.SearchSpaces;

/**
 * Counts what a cell of NATS-Bench and a genotype of DARTS cost, in the networks of the papers.
 *
 * <p>The raw network is the one as picked, which published tables count; the deployed one has its
 * dead parts removed. Run it with {@code java -cp 'app/target/lib/*'
 * examples/Example02CostOfACell.java}
 */
public final class Example02CostOfACell {
  private static final String CELL =
      "|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|";

  private Example02CostOfACell() {}

  /** Prints one line per network. */
  public static void main(String[] arguments) {
    print("nats-topology", CELL);
    print("darts-cnn", DartsGenotypes.released().get("DARTS_V2"));
  }

  private static void print(String name, String text) {
    NetworkSpace space = NetworkSpace.of(SearchSpaces.byName(name));
    Architecture architecture = space.parse(text);
    Skeleton published = space.skeleton(new Shape(3, 32, 32), 10);
    Cost raw = CostModel.of(space.rawNetwork(architecture, published));
    Cost deployed = CostModel.of(space.network(architecture, published));
    System.out.printf(
        Locale.ROOT,
        "%s: %d parameters and %d MACs as published, %d parameters deployed (C=%d, N=%d)%n",
        name,
        raw.parameters(),
        raw.macs(),
        deployed.parameters(),
        published.channels(),
        published.cells());
  }
}
