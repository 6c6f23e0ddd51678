package kz.digitaltenge.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that two processes unpack at once.
class BinariesTest {
  @Test
  void whoeverUnpackedFirstIsKeptAndTheOtherTidiesUp(@TempDir Path cache) throws IOException {
    Path folder = cache.resolve("postgres");
    Binaries.keep(unpacked(cache, "first"), folder);
    Path second = unpacked(cache, "second");

    Binaries.keep(second, folder);

    assertThat(folder.resolve("bin/program")).hasContent("first");
    assertThat(second).doesNotExist();
  }

  private static Path unpacked(Path cache, String content) throws IOException {
    Path aside = Files.createTempDirectory(cache, "unpacking-");
    Files.createDirectories(aside.resolve("bin"));
    Files.writeString(aside.resolve("bin/program"), content);
    return aside;
  }
}
