package kz.digitaltenge.app.register;

import java.util.Locale;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.register.RegisterDoor.Answer;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.operator.TypedText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// What every command about registers takes, and how answers are shown.
final class RegisterOptions {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      required = true,
      description = "Whose gateway to ask, with the bank's own key.")
  private String bank = "";

  @Option(
      names = "--language",
      paramLabel = "en|ru|kk",
      description = "In which language to hear of problems.")
  private String language = "";

  RegisterDoor door() {
    NodeId node;
    try {
      node = new NodeId(bank.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw Problem.of(ErrorCode.UNKNOWN_BANK, "bank", bank).exception();
    }
    return RegisterDoor.of(data.folder(), node, language);
  }

  static String id(String typed) {
    if (!ID.matcher(typed).matches()) {
      throw TypedText.malformed("ID", "it is not 1 to 64 of A-Z a-z 0-9 . _ : -");
    }
    return typed;
  }

  boolean isForMachines() {
    return json.isWanted();
  }

  /// Shows a register, or why there is none.
  int show(Answer answer, Console console) {
    if (json.isWanted()) {
      console.out().println(answer.body());
    } else if (answer.isDone()) {
      console.out().println(line(answer.body()));
      String end = answer.text("estimatedEnd");
      if (!end.isEmpty()) {
        console.out().println("It would be done at " + end + ".");
      }
    } else {
      refused(answer, console);
    }
    console.out().flush();
    return answer.isDone() ? ExitCode.OK : ExitCode.FAILED;
  }

  /// Names the lines that are wrong.
  static void refused(Answer answer, Console console) {
    console.err().printf("%s: %s%n", answer.text("code"), answer.text("detail"));
    for (JsonNode fault : answer.body().path("lines")) {
      console
          .err()
          .printf(
              "  row %d %s  %s: %s%n",
              fault.path("row").asInt(),
              fault.path("line").asString(""),
              fault.path("code").asString(""),
              fault.path("detail").asString(""));
    }
    console.err().flush();
  }

  static String line(JsonNode register) {
    JsonNode counts = register.path("counts");
    return "%s  %s  %s of %s paid (%s of %s %s), %s waiting, %s refused, %s cancelled"
        .formatted(
            register.path("id").asString(""),
            register.path("state").asString(""),
            counts.path("paid").asInt(0),
            counts.path("all").asInt(0),
            register.path("paidTotal").asString(""),
            register.path("total").asString(""),
            register.path("currency").asString(""),
            counts.path("waiting").asInt(0),
            counts.path("refused").asInt(0),
            counts.path("cancelled").asInt(0));
  }
}
