package kz.digitaltenge.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs commands of `dt` in this process, on one data folder.
public record Command(Path data) {
  /// How a command ended and what it printed.
  public record Result(int exit, String out, String err) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }

    /// The sentences of an error.
    public List<String> sentences() {
      return err.lines().toList();
    }
  }

  public Result run(String... words) {
    var arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--data", data.toString()));
    return plain(arguments.toArray(String[]::new));
  }

  /// Without a data folder.
  public static Result plain(String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit = Dt.run(words, new PrintWriter(out), new PrintWriter(err));
    return new Result(exit, out.toString(), err.toString());
  }
}
