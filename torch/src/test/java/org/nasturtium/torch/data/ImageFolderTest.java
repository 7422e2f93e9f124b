package org.nasturtium.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;
import org.nasturtium.core.search.Seed;

final class ImageFolderTest {
  private static final DataSets.Request SMALL = DataSets.Request.of(Seed.of(1)).withSide(8);

  @TempDir Path folder;

  @Test
  void classesAreSortedAndAFifthOfEachIsSplitOff() throws IOException {
    twoClasses(folder, 10);
    ImageData data = DataSets.load("image-folder", folder, SMALL);
    assertThat(data.train().classNames()).isEqualTo(List.of("blue", "red"));
    assertThat(data.train().size()).isEqualTo(16);
    assertThat(data.test().size()).isEqualTo(4);
    assertThat(data.test().label(0) + data.test().label(1)).isZero();
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 8, 8));
    assertThat(Images.pixel(data.test(), 3, 0, 4, 4)).as("red").isEqualTo(255);
    assertThat(Images.pixel(data.test(), 3, 2, 4, 4)).as("no blue in red").isZero();
    assertThat(DataSets.load("image-folder", folder, SMALL).test().fingerprint())
        .as("the same seed splits the same way")
        .isEqualTo(data.test().fingerprint());
  }

  @Test
  void trainAndTestFoldersAreUsedWhenThere() throws IOException {
    twoClasses(folder.resolve("train"), 3);
    twoClasses(folder.resolve("test"), 1);
    ImageData data = DataSets.load("image-folder", folder, DataSets.Request.of(Seed.of(1)));
    assertThat(data.train().size()).isEqualTo(6);
    assertThat(data.test().size()).isEqualTo(2);
    assertThat(data.train().shape().height()).isEqualTo(32);
    Files.move(folder.resolve("test/red"), folder.resolve("test/green"));
    assertFault("class green is not among the training classes");
  }

  @Test
  void aWideImageLosesItsSidesAndIsAveraged() throws IOException {
    BufferedImage wide = new BufferedImage(48, 16, BufferedImage.TYPE_INT_RGB);
    for (int x = 16; x < 32; x++) {
      for (int y = 0; y < 16; y++) {
        wide.setRGB(x, y, (x + y) % 2 == 0 ? 0xffffff : 0x000000);
      }
    }
    twoClasses(folder, 5);
    save(wide, folder.resolve("blue/0.png"));
    ImageSet set = everything();
    for (int x = 0; x < 8; x++) {
      assertThat(Images.pixel(set, 0, 1, 3, x)).as("half white, half black").isEqualTo(128);
    }
  }

  @Test
  void grayStaysAsStoredAndTransparencyLiesOnBlack() throws IOException {
    twoClasses(folder, 5);
    BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSamples(0, 0, 8, 8, 0, filled(64, 100));
    save(gray, folder.resolve("blue/0.png"));
    BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSamples(0, 0, 8, 8, 0, filled(64, 100 * 257));
    save(deep, folder.resolve("blue/1.png"));
    BufferedImage clear = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 8, 8, filled(64, 0x80ff00ff), 0, 8);
    save(clear, folder.resolve("blue/2.png"));
    ImageSet set = everything();
    for (int c = 0; c < 3; c++) {
      assertThat(Images.pixel(set, 0, c, 4, 4)).isEqualTo(100);
      assertThat(Images.pixel(set, 1, c, 4, 4)).isEqualTo(100);
      assertThat(Images.pixel(set, 2, c, 4, 4)).isEqualTo(c == 1 ? 0 : 128);
    }
  }

  @Test
  void jpegIsReadAndOtherFilesAreLeftAlone() throws IOException {
    twoClasses(folder, 4);
    BufferedImage photo = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    photo.setRGB(0, 0, 40, 30, filled(1200, 0x4080c0), 0, 40);
    assertThat(ImageIO.write(photo, "jpg", folder.resolve("blue/0.JPG").toFile())).isTrue();
    Files.writeString(folder.resolve("blue/notes.txt"), "no image");
    Files.writeString(folder.resolve("blue/.hidden.png"), "no image");
    ImageSet set = everything();
    assertThat(set.size()).isEqualTo(9);
    assertThat((double) Images.pixel(set, 0, 2, 4, 4)).isCloseTo(0xc0, within(4.0));
  }

  @Test
  void whatCannotBeUsedIsNamed() throws IOException {
    assertFault("expected at least 2 class folders, found 0; it holds nothing");
    Files.createDirectories(folder.resolve("only"));
    assertFault("expected at least 2 class folders, found 1; it holds only");
    twoClasses(folder, 2);
    assertFault("only holds no .png, .jpg or .jpeg file");
    Files.delete(folder.resolve("only"));
    Files.writeString(folder.resolve("red/broken.png"), "no image");
    assertFault("broken.png is no readable PNG or JPEG image: its format is unknown");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("image-folder", null, SMALL))
        .withMessageContaining("nothing is not a folder");
  }

  private ImageSet everything() {
    Path copy = folder.resolve("red");
    assertThat(copy).isDirectory();
    return ImageFolder.read(folder, List.of("blue", "red"), 8);
  }

  private void assertFault(String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> DataSets.load("image-folder", folder, SMALL))
        .withMessageContaining(message)
        .withMessageNotContaining("\n");
  }

  /** Writes plain blue and red images named 0.png, 1.png and so on. */
  static void twoClasses(Path folder, int each) throws IOException {
    for (String name : List.of("red", "blue")) {
      Path classFolder = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < each; i++) {
        BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
        int color = name.equals("red") ? 0xff0000 : 0x0000ff;
        image.setRGB(0, 0, 12, 12, filled(144, color), 0, 12);
        save(image, classFolder.resolve(i + ".png"));
      }
    }
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static void save(BufferedImage image, Path file) throws IOException {
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }
}
