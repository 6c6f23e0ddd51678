package kz.digitaltenge.app.conversion;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.role.NodeKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Holds the platform's books against the core banking system's.
@Command(
    name = "reconcile",
    description = {
      "Hold the platform's conversions against the core banking system's entries, one by one,",
      "and what circulates against its liability. Exit status 0 when both agree, 1 when not.",
      "What has moved on one side only so far is in flight, and no break."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt reconcile --json")
public final class ReconcileCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      ReconciliationLine found = platform.conversions(NodeKeys.officer(1)).reconcile();
      if (json.isWanted()) {
        console.json(object(found));
      } else {
        print(found, console.out());
      }
      return found.isClean() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static void print(ReconciliationLine found, PrintWriter out) {
    out.printf("liability in the core banking system  %24s%n", found.liability());
    out.printf("circulating in digital tenge          %24s%n", found.circulating());
    print("in flight", found.inFlight(), found.at(), out);
    print("breaks", found.breaks(), found.at(), out);
    out.println(found.isClean() ? "The books agree." : "The books do not agree.");
    out.flush();
  }

  private static void print(String what, List<Item> items, Instant now, PrintWriter out) {
    out.printf("%s: %s%n", what, items.isEmpty() ? "none" : items.size());
    for (Item each : items) {
      out.printf(
          "  %-18s %-40s %20s  since %s, %d s%n",
          each.kind(), each.name(), each.amount(), each.since(), age(each, now));
    }
  }

  private static Map<String, Object> object(ReconciliationLine found) {
    return Json.object(
        "at",
        found.at().toString(),
        "clean",
        found.isClean(),
        "liability",
        found.liability().toString(),
        "circulating",
        found.circulating().toString(),
        "inFlight",
        objects(found.inFlight(), found.at()),
        "breaks",
        objects(found.breaks(), found.at()));
  }

  private static List<Map<String, Object>> objects(List<Item> items, Instant now) {
    return items.stream()
        .map(
            each ->
                Json.object(
                    "kind",
                    each.kind(),
                    "name",
                    each.name(),
                    "amount",
                    each.amount().toString(),
                    "since",
                    each.since().toString(),
                    "ageSeconds",
                    age(each, now)))
        .toList();
  }

  private static long age(Item each, Instant now) {
    return Duration.between(each.since(), now).toSeconds();
  }
}
