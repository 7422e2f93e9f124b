package org.nasturtium.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nasturtium.torch.predict.EmbeddingKind;
import org.nasturtium.torch.predict.GraphEncoding;
import org.nasturtium.torch.predict.GraphLoss;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a value of an enum by its word, which is its text.
 *
 * @param type the enum
 * @param <E> the enum
 */
record WordConverter<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {
  private static final List<WordConverter<?>> ALL =
      List.of(
          new WordConverter<>(EmbeddingKind.class),
          new WordConverter<>(GraphEncoding.Operations.class),
          new WordConverter<>(GraphEncoding.Order.class),
          new WordConverter<>(GraphLoss.Reconstruction.class));

  /** Lets a command line and its commands read the enums of their options by words. */
  static void addTo(CommandLine line) {
    ALL.forEach(each -> each.register(line));
  }

  private void register(CommandLine line) {
    line.registerConverter(type, this);
  }

  @Override
  public E convert(String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of %s but was '%s'".formatted(words(), text)));
  }

  private String words() {
    return Arrays.stream(type.getEnumConstants())
        .map(Enum::toString)
        .collect(Collectors.joining(", "));
  }
}
