package org.nasturtium.app.report;

import java.util.Map;

/**
 * Writes the Java program that classifies an image file with the exported network: one file, no
 * library but ONNX Runtime.
 *
 * <p>The program scales the image to the size the network reads (by area when shrinking), scales
 * values to 0..1, normalizes them per channel and prints the class of the highest score.
 */
public final class JavaSnippet {
  /** The name of the program's file. */
  public static final String FILE = "Classify.java";

  private JavaSnippet() {}

  /**
   * Returns the program.
   *
   * @param deployment the exported network
   */
  public static String of(Deployment deployment) {
    return new Template("Classify.java.ftl").fill(Map.of("d", deployment));
  }
}
