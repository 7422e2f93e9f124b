package org.nasturtium.torch.supernet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nasturtium.core.choice.Choice;
import org.nasturtium.core.search.Seed;
import org.nasturtium.core.space.OpenSpace;
import org.nasturtium.torch.engine.StepScope;
import org.nasturtium.torch.engine.Tensors;

/**
 * The controller of ENAS as its NATS-Bench code has it (reference section 10.3): an LSTM of two
 * layers of width 32 that takes one step per choice.
 *
 * <p>It starts from a learned input and reads the embedding of the candidate picked last; its
 * logits are {@code 2.5 tanh(x / 5)} of a linear map without offset of the upper layer. The start
 * input, the first layer's two matrices, the embedding and that map are drawn from U(-0.1, 0.1),
 * everything else from U(-1/sqrt(32), 1/sqrt(32)), the framework's default. All choices share the
 * embedding and the map, by the candidates' positions; a choice of fewer candidates than another
 * has the first entries.
 */
public final class LstmController implements Policy {
  private static final int WIDTH = 32;
  private static final int LAYERS = 2;
  private static final double SMALL = 0.1;
  private static final double TEMPERATURE = 5;
  private static final double RANGE = 2.5;

  private final PolicyTensors tensors;
  private final Tensor start;
  private final Tensor embedding;
  private final Tensor output;
  private final List<Layer> layers = new ArrayList<>();
  private final Tensor[] masks;

  /** One layer's weights: to the four gates from the input and from the state. */
  private record Layer(Tensor input, Tensor state, Tensor inputBias, Tensor stateBias) {}

  /** The state of every layer after one choice: outputs and memories, alternating. */
  private record State(List<Tensor> values) {}

  /**
   * Creates a controller.
   *
   * @param space the space whose choices it makes
   * @param type fp32 or fp64
   * @param seed where the weights are drawn from
   */
  public LstmController(OpenSpace space, ScalarType type, Seed seed) {
    int candidates = space.choices().stream().mapToInt(Choice::size).max().orElseThrow();
    tensors = new PolicyTensors(type, seed);
    start = tensors.uniform("start", SMALL, 1, WIDTH);
    embedding = tensors.uniform("embedding", SMALL, candidates, WIDTH);
    output = tensors.uniform("output", SMALL, candidates, WIDTH);
    double standard = 1 / Math.sqrt(WIDTH);
    for (int l = 0; l < LAYERS; l++) {
      double bound = l == 0 ? SMALL : standard;
      layers.add(
          new Layer(
              tensors.uniform("lstm" + l + ".input.weight", bound, 4 * WIDTH, WIDTH),
              tensors.uniform("lstm" + l + ".state.weight", bound, 4 * WIDTH, WIDTH),
              tensors.uniform("lstm" + l + ".input.bias", standard, 4 * WIDTH),
              tensors.uniform("lstm" + l + ".state.bias", standard, 4 * WIDTH)));
    }
    masks = new Tensor[space.choices().size()];
    try (StepScope scope = StepScope.open()) {
      for (int i = 0; i < masks.length; i++) {
        masks[i] = Tensors.kept(SearchableMask.of(space, i, type));
      }
    }
  }

  @Override
  public Logits compute() {
    return new Rollout();
  }

  /** The steps taken so far; goes back to the last common pick when asked about another prefix. */
  private final class Rollout implements Logits {
    private final List<State> states = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();

    @Override
    public Tensor of(int choice, int[] picks) {
      keepCommon(choice, picks);
      while (states.size() <= choice) {
        int step = states.size();
        int pick = step == 0 ? -1 : picks[step - 1];
        inputs.add(pick);
        states.add(
            next(
                step == 0 ? start : embedding.narrow(0, pick, 1),
                step == 0 ? zeros() : states.get(step - 1)));
      }
      Tensor top = states.get(choice).values().get(2 * (LAYERS - 1));
      Tensor all = top.matmul(output.t()).select(0, 0);
      Tensor bounded = all.div(Tensors.scalar(TEMPERATURE)).tanh().mul(Tensors.scalar(RANGE));
      Tensor mask = masks[choice];
      return bounded.narrow(0, 0, mask.size(0)).add(mask);
    }

    private void keepCommon(int choice, int[] picks) {
      for (int step = 1; step < states.size() && step <= choice; step++) {
        if (inputs.get(step) != picks[step - 1]) {
          states.subList(step, states.size()).clear();
          inputs.subList(step, inputs.size()).clear();
        }
      }
    }
  }

  private State zeros() {
    List<Tensor> values = new ArrayList<>();
    for (int i = 0; i < 2 * LAYERS; i++) {
      values.add(torch.zeros_like(start.detach()));
    }
    return new State(values);
  }

  private State next(Tensor input, State before) {
    List<Tensor> values = new ArrayList<>();
    Tensor current = input;
    for (int l = 0; l < LAYERS; l++) {
      Layer layer = layers.get(l);
      TensorVector state =
          new TensorVector(before.values().get(2 * l), before.values().get(2 * l + 1));
      T_TensorTensor_T cell =
          torch.lstm_cell(
              current,
              state,
              layer.input(),
              layer.state(),
              new TensorOptional(layer.inputBias()),
              new TensorOptional(layer.stateBias()));
      current = cell.get0();
      values.add(current);
      values.add(cell.get1());
    }
    return new State(values);
  }

  @Override
  public Map<String, Tensor> trainable() {
    return tensors.all();
  }

  @Override
  public void close() {
    tensors.close();
    for (Tensor mask : masks) {
      mask.close();
    }
  }
}
