package org.nasturtium.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nasturtium.core.fault.InvalidInputException;

final class AtomicFileTest {
  @TempDir private Path folder;

  private Path place() {
    return folder.resolve("it");
  }

  @Test
  void aFileAppearsAtTheCommitOnly() {
    try (AtomicFile file = AtomicFile.at(place())) {
      file.write(out -> out.write('x'));
      assertThat(place()).doesNotExist();
      file.commit();
    }
    assertThat(place()).hasContent("x");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFullDiskLeavesTheOldFileAndOneLine() throws IOException {
    Files.writeString(place(), "old");
    AtomicFile.Content halfWritten =
        out -> {
          out.write('x');
          throw new IOException("No space left on device");
        };

    try (AtomicFile file = AtomicFile.at(place())) {
      assertThatThrownBy(() -> file.write(halfWritten))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("cannot write " + place() + ": No space left on device");
    }

    assertThat(place()).hasContent("old");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> AtomicFile.at(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected a file");
  }
}
