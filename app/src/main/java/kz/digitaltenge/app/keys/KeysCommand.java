package kz.digitaltenge.app.keys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.trust.KeptKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows a network's keys, never the secrets (C05).
@Command(
    name = "keys",
    subcommands = {RotateKeyCommand.class, AnsweringCommand.class},
    description = {
      "Show the keys of a network: whose they are, whether a file or a security module has them,",
      "fingerprint, and when they were made. Secrets are not shown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt keys                                    every key",
      "  ./dt keys rotate --of HSBKKZKX               a new identity for a bank, its node stopped",
      "  ./dt keys answering --bank HSBKKZKX          what a gateway signs answers with",
      "  ./dt keys answering --bank HSBKKZKX --rotate the next one, a day from now, without a stop",
      "  ./dt ca rotate                               the next issuer of participants'"
          + " certificates",
      "  ./dt sandbox --fresh --key-module FILE       a new network with its keys in a module"
    })
public final class KeysCommand implements Callable<Integer> {
  private static final String LINE = "%-24s %-16s %-6s %-18s %-21s %s%n";

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    Map<String, Path> places = KeyPlaces.of(data.folder());
    if (json.isWanted()) {
      var rows = new ArrayList<Map<String, Object>>();
      places.forEach((whose, place) -> KeptKey.in(place).forEach(key -> rows.add(row(whose, key))));
      console.json(Json.object("keys", List.copyOf(rows)));
    } else {
      console.out().printf(LINE, "whose", "name", "kind", "fingerprint", "made", "kept in");
      places.forEach((whose, place) -> KeptKey.in(place).forEach(key -> print(whose, key)));
      console.out().flush();
    }
    return ExitCode.OK;
  }

  private void print(String whose, KeptKey key) {
    console
        .out()
        .printf(
            LINE,
            whose,
            key.name(),
            kind(key),
            key.fingerprint().orElse("-"),
            key.made(),
            key.label().map(label -> where(key) + label).orElse("file"));
  }

  private static String where(KeptKey key) {
    return switch (key.kind()) {
      case P256 -> "module, as ";
      case SEED -> "file, sealed by the module's ";
    };
  }

  private static Map<String, Object> row(String whose, KeptKey key) {
    return Json.object(
        "whose", whose,
        "name", key.name(),
        "kind", kind(key),
        "fingerprint", key.fingerprint().orElse(""),
        "made", key.made().toString(),
        "keptIn", keptIn(key),
        "label", key.label().orElse(""));
  }

  private static String keptIn(KeptKey key) {
    if (key.label().isEmpty()) {
      return "file";
    }
    return switch (key.kind()) {
      case P256 -> "module";
      case SEED -> "sealed file";
    };
  }

  private static String kind(KeptKey key) {
    return switch (key.kind()) {
      case P256 -> "P-256";
      case SEED -> "seed";
    };
  }
}
