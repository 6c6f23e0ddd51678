package kz.digitaltenge.app.scenario;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.platform.DataFolder;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line as an operator uses it, with its answers for machines.
final class Commands {
  private static final JsonMapper JSON = new JsonMapper();

  private final CommandLine like;
  private final DataFolder folder;

  /// @param like the command line that is running; others of its kind are made
  Commands(CommandLine like, DataFolder folder) {
    this.like = like;
    this.folder = folder;
  }

  /// What a command printed.
  ///
  /// @param asked for sentences, such as `dt block KPSTKZKA`
  record Printed(String asked, int exit, JsonNode json) {

    /// @throws NotSoException when it failed
    Printed expectDone() {
      return expect(0);
    }

    /// @throws NotSoException when it ended otherwise
    Printed expect(int status) {
      if (exit != status) {
        throw new NotSoException(
            "%s ended with %d and not %d: %s".formatted(asked, exit, status, json));
      }
      return this;
    }

    /// A member's text, or nothing.
    String text(String member) {
      return json.path(member).asString("");
    }
  }

  Printed run(String... words) {
    var line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--data", folder.toString(), "--json"));
    var out = new StringWriter();
    int exit =
        new CommandLine(like.getCommandSpec().userObject().getClass())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .setExecutionExceptionHandler(like.getExecutionExceptionHandler())
            .setParameterExceptionHandler(like.getParameterExceptionHandler())
            .execute(line.toArray(String[]::new));
    String printed = out.toString();
    return new Printed(
        "dt " + String.join(" ", words),
        exit,
        printed.isBlank() ? JSON.createObjectNode() : JSON.readTree(printed));
  }
}
