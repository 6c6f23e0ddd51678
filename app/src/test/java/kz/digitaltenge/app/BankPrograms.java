package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// Programs of banks, each a process of its own that knows nothing but a bank's folder.
final class BankPrograms {
  private static final Path EXAMPLES = Path.of("..", "examples");

  /// What a shell ends with when there is no such program.
  private static final int NOT_FOUND = 127;

  private BankPrograms() {}

  /// How a program ended.
  ///
  /// @param said on both of its outputs
  record Ended(int exit, String said) {}

  /// The sample bank, in Java with the SDK.
  static Ended sampleBank(Path bank, String coreAccount, String phone) throws InterruptedException {
    return run(
            Path.of("."),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kz.digitaltenge.samplebank.SampleBank",
            bank.toString(),
            coreAccount,
            phone)
        .orElseThrow();
  }

  /// The client in JavaScript that needs no library; nothing where Node.js is missing.
  static Optional<Ended> javaScript(Path bank, String... words) throws InterruptedException {
    return run(
        Path.of("."), words("node", EXAMPLES.resolve("gateway-client.mjs"), bank, List.of(words)));
  }

  /// A payment signed by the npm package jose, installed as its lock file has it; nothing where
  /// Node.js, npm or the package cannot be had, and then it is said which.
  static Optional<Ended> jose(Path bank, String... order) throws IOException, InterruptedException {
    Path place = Files.createDirectories(Path.of("target", "jose").toAbsolutePath());
    for (String name : List.of("package.json", "package-lock.json", "pay.mjs")) {
      Files.copy(
          EXAMPLES.resolve("jose").resolve(name),
          place.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Optional<Ended> installed =
        run(place, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
    if (installed.filter(ended -> ended.exit() == 0).isEmpty()) {
      System.err.println(
          "NOT TESTED: the npm package jose. "
              + installed.map(Ended::said).orElse("Install npm (nodejs npm)"));
      return Optional.empty();
    }
    return run(place, words("node", Path.of("pay.mjs"), bank.toAbsolutePath(), List.of(order)));
  }

  /// What curl says when a shell is given that line; where curl is missing, the test says so and
  /// ends.
  static Ended curl(String line) throws InterruptedException {
    return run(Path.of("."), "sh", "-c", line + " --silent --show-error")
        .filter(each -> each.exit() != NOT_FOUND)
        .orElseGet(
            () -> {
              System.err.println("NOT TESTED: curl. Install it");
              return Assumptions.abort("curl is missing: apt-get install curl");
            });
  }

  private static String[] words(String program, Path script, Path bank, List<String> more) {
    var words = new ArrayList<>(List.of(program, script.toString(), bank.toString()));
    words.addAll(more);
    return words.toArray(String[]::new);
  }

  private static Optional<Ended> run(Path place, String... command) throws InterruptedException {
    try {
      Process program =
          new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true).start();
      program.getOutputStream().close();
      String said = new String(program.getInputStream().readAllBytes(), UTF_8);
      return Optional.of(new Ended(program.waitFor(), said));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
