package org.nasturtium.app.report;

import java.util.Locale;
import org.nasturtium.core.network.Channels;
import org.nasturtium.core.network.Operation;
import org.nasturtium.core.network.Window;

/** Names an operation in a few words, for a box of a picture. */
final class OperationLabel implements Operation.Visitor<String> {
  @Override
  public String input(Operation.Input operation) {
    return "input";
  }

  @Override
  public String convolution(Operation.Convolution operation) {
    String groups = operation.groups() == 1 ? "" : ", " + operation.groups() + " groups";
    return "conv " + window(operation.window()) + " to " + channels(operation.channels()) + groups;
  }

  @Override
  public String depthwiseConvolution(Operation.DepthwiseConvolution operation) {
    return "depthwise conv " + window(operation.window());
  }

  @Override
  public String linear(Operation.Linear operation) {
    return "linear to " + channels(operation.channels());
  }

  @Override
  public String batchNorm(Operation.BatchNorm operation) {
    return "batch norm";
  }

  @Override
  public String activation(Operation.Activation operation) {
    return operation.function().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String maxPool(Operation.MaxPool operation) {
    return "max pool " + window(operation.window());
  }

  @Override
  public String averagePool(Operation.AveragePool operation) {
    return "average pool " + window(operation.window());
  }

  @Override
  public String globalAveragePool(Operation.GlobalAveragePool operation) {
    return "global average pool";
  }

  @Override
  public String flatten(Operation.Flatten operation) {
    return "flatten";
  }

  @Override
  public String identity(Operation.Identity operation) {
    return "identity";
  }

  @Override
  public String zero(Operation.Zero operation) {
    return "zero";
  }

  @Override
  public String zeros(Operation.Zeros operation) {
    return "zeros";
  }

  @Override
  public String shift(Operation.Shift operation) {
    return "shift by one pixel";
  }

  @Override
  public String truncate(Operation.Truncate operation) {
    return "first " + operation.channels() + " channels";
  }

  @Override
  public String add(Operation.Add operation) {
    return "add";
  }

  @Override
  public String multiply(Operation.Multiply operation) {
    return "multiply";
  }

  @Override
  public String concat(Operation.Concat operation) {
    return "concat";
  }

  @Override
  public String dropout(Operation.Dropout operation) {
    return "dropout";
  }

  @Override
  public String dropPath(Operation.DropPath operation) {
    return "drop path";
  }

  @Override
  public String widthMask(Operation.WidthMask operation) {
    return "width of " + operation.choice();
  }

  @Override
  public String select(Operation.Select operation) {
    return "choose " + operation.choice();
  }

  private static String channels(Channels channels) {
    return channels instanceof Channels.Elastic elastic
        ? "width of " + elastic.choice()
        : String.valueOf(channels.widest());
  }

  private static String window(Window window) {
    String size = window.kernelHeight() + "×" + window.kernelWidth();
    String stride =
        Math.max(window.strideHeight(), window.strideWidth()) == 1
            ? ""
            : " / " + window.strideHeight();
    return size + stride + (window.dilation() == 1 ? "" : " dilated");
  }
}
