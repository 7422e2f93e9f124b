package org.nasturtium.torch.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the machine can do and what it is called. */
public final class Hardware {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Pattern BF16_FLAG = Pattern.compile("\\b(avx512_bf16|amx_bf16|bf16)\\b");

  private Hardware() {}

  /**
   * Returns whether the processor multiplies bfloat16 natively (AVX-512 BF16, AMX, Arm BF16). Where
   * the operating system does not say, false.
   */
  public static boolean hasBf16() {
    return lines().anyMatch(line -> isFlags(line) && BF16_FLAG.matcher(line).find());
  }

  private static boolean isFlags(String line) {
    String key = line.toLowerCase(Locale.ROOT);
    return key.startsWith("flags") || key.startsWith("features");
  }

  /** Returns the processor's name, or its architecture where the operating system does not say. */
  public static String processor() {
    return lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static Stream<String> lines() {
    if (!Files.isReadable(PROCESSORS)) {
      return Stream.of();
    }
    try {
      return Files.readAllLines(PROCESSORS).stream();
    } catch (IOException unreadable) {
      return List.<String>of().stream();
    }
  }
}
