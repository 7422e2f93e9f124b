package org.nasturtium.export.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metadata of an exported network: what a program needs beside the file to classify an image,
 * and where the network came from.
 *
 * <p>In the file they are ONNX metadata properties: {@value #CLASSES}, {@value #MEAN} and {@value
 * #DEVIATION} as JSON lists, {@value #VERSION} as it is, and each entry of the provenance behind
 * {@value #PROVENANCE}.
 *
 * @param version the version of Nasturtium that wrote the file, or empty
 * @param classes the class names in the order of the logits, or empty if unknown
 * @param mean per channel, what is subtracted from pixels in [0, 1], or empty if images are not
 *     normalized
 * @param standardDeviation per channel, what the difference is divided by, as long as {@code mean}
 * @param provenance what the network was made from, by name; sorted
 */
public record OnnxMetadata(
    String version,
    List<String> classes,
    List<Double> mean,
    List<Double> standardDeviation,
    Map<String, String> provenance) {
  static final String VERSION = "nasturtium.version";
  static final String CLASSES = "nasturtium.classes";
  static final String MEAN = "nasturtium.mean";
  static final String DEVIATION = "nasturtium.standard-deviation";
  static final String PROVENANCE = "nasturtium.provenance.";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists and checks the normalization. */
  public OnnxMetadata {
    classes = List.copyOf(classes);
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
    if (mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(
          "a normalization of %d means needs as many deviations, not %d"
              .formatted(mean.size(), standardDeviation.size()));
    }
    if (standardDeviation.stream().anyMatch(deviation -> !(deviation > 0))) {
      throw new IllegalArgumentException(
          "standard deviations must be above 0: " + standardDeviation);
    }
  }

  /** Returns the properties of an ONNX file, in the order of their names. */
  SortedMap<String, String> toProperties() {
    SortedMap<String, String> properties = new TreeMap<>();
    properties.put(VERSION, version);
    properties.put(CLASSES, json(classes));
    properties.put(MEAN, json(mean));
    properties.put(DEVIATION, json(standardDeviation));
    provenance.forEach((name, value) -> properties.put(PROVENANCE + name, value));
    return properties;
  }

  /**
   * Returns the metadata that properties tell; what is absent is empty.
   *
   * @throws IllegalArgumentException if a property has another form
   */
  static OnnxMetadata ofProperties(Map<String, String> properties) {
    SortedMap<String, String> provenance = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(PROVENANCE)) {
            provenance.put(name.substring(PROVENANCE.length()), value);
          }
        });
    return new OnnxMetadata(
        properties.getOrDefault(VERSION, ""),
        list(properties, CLASSES, new TypeReference<List<String>>() {}),
        list(properties, MEAN, new TypeReference<List<Double>>() {}),
        list(properties, DEVIATION, new TypeReference<List<Double>>() {}),
        provenance);
  }

  private static String json(List<?> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write as JSON: " + values, e);
    }
  }

  private static <T> List<T> list(
      Map<String, String> properties, String name, TypeReference<List<T>> type) {
    String text = properties.getOrDefault(name, "[]");
    try {
      return List.copyOf(JSON.readValue(text, type));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException("property " + name + " is not a JSON list: " + text, e);
    }
  }
}
