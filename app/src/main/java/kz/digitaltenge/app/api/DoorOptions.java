package kz.digitaltenge.app.api;

import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import kz.digitaltenge.app.api.BankDoor.Answer;
import kz.digitaltenge.app.command.Banks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// What every command takes that asks a bank's gateway, and how its answers are shown.
public final class DoorOptions {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final int GATEWAY_TIMEOUT = 504;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      required = true,
      description = {
        "Whose gateway to ask, with the bank's own key;",
        "the bank by its identifier or three-digit code."
      })
  private String bank = "";

  @Option(
      names = "--language",
      paramLabel = "en|ru|kk",
      description = "In which language to hear of problems.")
  private String language = "";

  public BankDoor door() {
    return BankDoor.of(data.folder(), Banks.bank(bank, data.folder()), language);
  }

  /// A typed id.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` when it is none
  public static String id(String typed) {
    if (!ID.matcher(typed).matches()) {
      throw TypedText.malformed("ID", "it is not 1 to 64 of A-Z a-z 0-9 . _ : -");
    }
    return typed;
  }

  public boolean isForMachines() {
    return json.isWanted();
  }

  /// Asks, and shows one object or why there is none.
  ///
  /// @param line how it is shown to people
  public int show(
      Console console, Function<BankDoor, Answer> question, Function<JsonNode, String> line) {
    return show(console, question, line, _ -> ExitCode.OK);
  }

  /// The same for what may be answered and not done yet.
  ///
  /// @param status of the command, by the object that was answered
  public int show(
      Console console,
      Function<BankDoor, Answer> question,
      Function<JsonNode, String> line,
      ToIntFunction<JsonNode> status) {
    try (BankDoor door = door()) {
      Answer answer = question.apply(door);
      if (!answer.isDone() && !isForMachines()) {
        return refused(answer, console);
      }
      console.out().println(isForMachines() ? answer.body() : line.apply(answer.body()));
      console.out().flush();
      return answer.isDone() ? status.applyAsInt(answer.body()) : exit(answer);
    }
  }

  /// Shows a list page by page to its end, for machines one object a line.
  public int showAll(Console console, Listing listing, Function<JsonNode, String> line) {
    return showAll(console, listing, new LinesOption(), line);
  }

  /// The same, so many lines of it at most.
  public int showAll(
      Console console, Listing listing, LinesOption lines, Function<JsonNode, String> line) {
    int most = lines.most();
    try (BankDoor door = door()) {
      int shown = 0;
      String asked = "";
      while (true) {
        Answer answer = door.get(listing.target(asked, most - shown));
        if (!answer.isDone()) {
          return refused(answer, console);
        }
        for (JsonNode each : answer.body().path(listing.list())) {
          console.out().println(isForMachines() ? each.toString() : line.apply(each));
          shown++;
        }
        String next = answer.text("next");
        // A page may be empty and have a next one; what waits for more tells the same next again.
        if (next.isEmpty() || next.equals(asked) || shown == most) {
          if (shown == 0 && !isForMachines()) {
            console.out().println(listing.nothing());
          }
          console.out().flush();
          return ExitCode.OK;
        }
        asked = next;
      }
    }
  }

  private int refused(Answer answer, Console console) {
    if (isForMachines()) {
      console.out().println(answer.body());
      console.out().flush();
    }
    console.err().printf("%s: %s%n", answer.text("code"), answer.text("detail"));
    console.err().flush();
    return exit(answer);
  }

  private static int exit(Answer answer) {
    if (answer.status() == GATEWAY_TIMEOUT) {
      return ExitCode.UNKNOWN;
    }
    return answer.isDone() ? ExitCode.OK : ExitCode.FAILED;
  }
}
