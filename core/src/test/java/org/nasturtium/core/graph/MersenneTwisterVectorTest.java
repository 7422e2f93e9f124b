package org.nasturtium.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nasturtium.core.contract.Vectors;

class MersenneTwisterVectorTest {
  private static final int[] BOUNDS = {5, 10, 16, 17, 1000, 15625};
  private static final int[] WIDTHS = {1, 5, 8, 16, 31, 33, 64};

  private static Stream<JsonNode> all(String part) throws JsonProcessingException {
    JsonNode list = JsonMapper.builder().build().readTree(Vectors.text("mt19937.json")).get(part);
    assertThat(list).isNotEmpty();
    return StreamSupport.stream(list.spliterator(), false);
  }

  static Stream<JsonNode> cases() throws JsonProcessingException {
    return all("cases");
  }

  static Stream<JsonNode> splits() throws JsonProcessingException {
    return all("splits");
  }

  private static MersenneTwister seeded(JsonNode vector) {
    return new MersenneTwister(new BigInteger(vector.get("seed").asText()));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static int[] integers(JsonNode list) {
    return texts(list).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static int[] shuffled(MersenneTwister random, int size) {
    int[] values = IntStream.range(0, size).toArray();
    random.shuffle(values);
    return values;
  }

  private static String sha256(int[] values) throws NoSuchAlgorithmException {
    String list = IntStream.of(values).mapToObj(String::valueOf).collect(Collectors.joining(","));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wordsEqualThoseOfCPython(JsonNode vector) {
    MersenneTwister random = seeded(vector);
    assertThat(Stream.generate(() -> String.valueOf(random.bits(32))).limit(10))
        .containsExactlyElementsOf(texts(vector.get("getrandbits32")));
    Stream.generate(random::nextWord).limit(990).forEach(word -> {});
    assertThat(Stream.generate(() -> String.valueOf(random.bits(32))).limit(3))
        .containsExactlyElementsOf(texts(vector.get("after_1000_words")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wideIntegersEqualThoseOfCPython(JsonNode vector) {
    MersenneTwister random = seeded(vector);
    assertThat(IntStream.of(WIDTHS).mapToObj(bits -> random.wideBits(bits).toString()))
        .containsExactlyElementsOf(texts(vector.get("getrandbits_1_5_8_16_31_33_64")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void realNumbersEqualThoseOfCPython(JsonNode vector) {
    MersenneTwister random = seeded(vector);
    assertThat(Stream.generate(random::nextDouble).limit(5))
        .containsExactlyElementsOf(
            texts(vector.get("random")).stream().map(Double::valueOf).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundedDrawsEqualThoseOfCPython(JsonNode vector) {
    MersenneTwister random = seeded(vector);
    assertThat(IntStream.of(BOUNDS).map(random::below).toArray())
        .isEqualTo(integers(vector.get("randrange_5_10_16_17_1000_15625")));
    MersenneTwister choice = seeded(vector);
    assertThat(IntStream.generate(() -> choice.below(5)).limit(12).toArray())
        .isEqualTo(integers(vector.get("choice_of_5")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shufflesEqualThoseOfCPython(JsonNode vector) throws NoSuchAlgorithmException {
    assertThat(shuffled(seeded(vector), 20)).isEqualTo(integers(vector.get("shuffle20")));
    assertThat(sha256(shuffled(seeded(vector), 1000)))
        .isEqualTo(vector.get("shuffle1000_sha256").asText());
  }

  @ParameterizedTest
  @MethodSource("splits")
  void splitsEqualThePublishedOnes(JsonNode split) throws NoSuchAlgorithmException {
    int size = split.get("n").asInt();
    int[] order = shuffled(seeded(split), size);
    int[] train = IntStream.of(order).limit(size / 2).sorted().toArray();
    int[] valid = IntStream.of(order).skip(size / 2).sorted().toArray();
    int[] positions = integers(split.get("positions"));
    assertThat(at(order, positions)).isEqualTo(integers(split.get("shuffled_at")));
    assertThat(at(train, positions)).isEqualTo(integers(split.get("train_at")));
    assertThat(at(valid, positions)).isEqualTo(integers(split.get("valid_at")));
    assertThat(Arrays.stream(train).asLongStream().sum())
        .isEqualTo(split.get("train_sum").asLong());
    assertThat(Arrays.stream(valid).asLongStream().sum())
        .isEqualTo(split.get("valid_sum").asLong());
    assertThat(sha256(train)).isEqualTo(split.get("train_sha256").asText());
    assertThat(sha256(valid)).isEqualTo(split.get("valid_sha256").asText());
  }

  private static int[] at(int[] values, int[] positions) {
    return IntStream.of(positions).map(i -> values[i]).toArray();
  }
}
