package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// An emulated security module, installed on this machine: a token of its own each time.
///
/// The module reads where its tokens are from the environment when its library is loaded, so all
/// tests of a process share them; each asks for its own slot.
public final class SoftHsm {
  private static final String PIN = "271828";
  private static final int PATIENCE_SECONDS = 30;

  private SoftHsm() {}

  /// The one token of this process, made anew, and the setting that names it. Skips the test,
  /// loudly, where the module is missing; `./dt test` installs it or says how.
  public static KeyModuleSetting token(Path folder) throws IOException {
    Optional<Path> library =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/local/lib/softhsm/libsofthsm2.so",
                "/opt/homebrew/lib/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();
    if (library.isEmpty()) {
      System.err.println(
          "NOT TESTED with a security module. Install it (apt-get install softhsm2)");
    }
    Assumptions.assumeTrue(library.isPresent(), "softhsm2 is missing: apt-get install softhsm2");
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = Files.createTempDirectory(configuration.getParent(), "tokens");
    Files.writeString(configuration, "directories.tokendir = %s%n".formatted(tokens), UTF_8);
    run("--init-token", "--free", "--label", "test", "--so-pin", PIN, "--pin", PIN);
    Path pin = folder.resolve("pin");
    KeyFiles.write(pin, (PIN + "\n").getBytes(UTF_8));
    return new KeyModuleSetting(library.get(), 0, pin);
  }

  private static void run(String... words) throws IOException {
    var command = Stream.concat(Stream.of("softhsm2-util"), Stream.of(words)).toList();
    var process = new ProcessBuilder(List.copyOf(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("softhsm2-util: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
