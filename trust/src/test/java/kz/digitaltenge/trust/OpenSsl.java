package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The stock program, to see that others understand what we make.
public final class OpenSsl {
  private static final int PATIENCE_SECONDS = 30;

  private OpenSsl() {}

  /// Skips the test, loudly, where it is missing; `./dt test` installs it or says how.
  public static void require() {
    boolean found;
    try {
      found = run("version").status() == 0;
    } catch (UncheckedIOException _) {
      found = false;
    }
    if (!found) {
      System.err.println("NOT TESTED with OpenSSL. Install it (apt-get install openssl)");
    }
    Assumptions.assumeTrue(found, "openssl is missing: apt-get install openssl");
  }

  /// What a run ended with; both outputs in one.
  public record Result(int status, String output) {}

  public static Result run(String... arguments) {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("openssl does not end");
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A file that it can read.
  public static String pem(Path file, X509Certificate... certificates) {
    Pem.of(file).add(List.of(certificates)).write();
    return file.toString();
  }
}
