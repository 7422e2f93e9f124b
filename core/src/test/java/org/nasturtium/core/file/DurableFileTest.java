package org.nasturtium.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFileTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeOld() throws IOException {
    Files.writeString(place(), "old");
  }

  private Path place() {
    return folder.resolve("it");
  }

  @Test
  void newContentReplacesTheOld() throws IOException {
    DurableFile.write(place(), "new");

    assertThat(place()).hasContent("new");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFullDiskLeavesTheOldFile() {
    DurableFile.Content halfWritten =
        output -> {
          output.write('x');
          throw new IOException("No space left on device");
        };

    assertThatThrownBy(() -> DurableFile.write(place(), halfWritten))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + place() + ": No space left on device");
    assertThat(place()).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFailedCheckLeavesTheOldFileAndSeesTheWholeNewOne() {
    DurableFile.Check refusing =
        draft -> {
          assertThat(draft).hasContent("new");
          throw new IllegalStateException("refused");
        };

    assertThatThrownBy(
            () ->
                DurableFile.write(place(), output -> output.write("new".getBytes(UTF_8)), refusing))
        .hasMessage("refused");
    assertThat(place()).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> DurableFile.write(folder, "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a file");
  }
}
