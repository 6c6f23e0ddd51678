package kz.digitaltenge.app.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.platform.StorageProblems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes a day's file.
@Command(
    name = "generate",
    description = {
      "Write a day for the demo.",
      "The same seed and number of payments give the same file, and without options the one in",
      "examples/day.csv."
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final String SEED = "2026";
  private static final String PAYMENTS = "4000";

  @Mixin private final Console console = new Console();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = SEED,
      description = "What chance follows from; " + SEED + " when left out.")
  private long seed;

  @Option(
      names = "--payments",
      paramLabel = "M",
      defaultValue = PAYMENTS,
      description = "Payments between customers; " + PAYMENTS + " when left out.")
  private int payments;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write; to the terminal when left out.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    if (payments < 1 || payments > DayPlan.PAYMENTS_MAX) {
      return console.show(
          Problem.of(
              ErrorCode.MALFORMED_REQUEST,
              "field",
              "--payments",
              "reason",
              "%d is not within 1 and %d".formatted(payments, DayPlan.PAYMENTS_MAX)));
    }
    var plan = new DayPlan(seed, payments);
    Path file = out;
    try {
      if (file == null) {
        DayGenerator.write(plan, console.out());
        console.out().flush();
      } else {
        write(plan, file);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      return console.show(StorageProblems.of(file == null ? Path.of("-") : file, e));
    }
  }

  private static void write(DayPlan plan, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      DayGenerator.write(plan, writer);
    }
  }
}
