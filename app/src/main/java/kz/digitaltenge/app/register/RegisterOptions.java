package kz.digitaltenge.app.register;

import java.util.List;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.register.RegisterDoor.Answer;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// What every command about registers takes, and how answers are shown.
final class RegisterOptions {
  @Mixin private final DoorOptions options = new DoorOptions();

  RegisterDoor door() {
    return new RegisterDoor(options.door());
  }

  static String id(String typed) {
    return DoorOptions.id(typed);
  }

  boolean isForMachines() {
    return options.isForMachines();
  }

  /// Shows a register and whom it waits for, or why there is none.
  int show(Answer answer, RegisterDoor door, Console console) {
    int exit = show(answer, console);
    if (answer.isAwaitingApproval() && !isForMachines()) {
      console.out().println(awaited(door.approval(answer.text("id"))));
      console.out().flush();
    }
    return exit;
  }

  /// Whom a register waits for.
  static String awaited(Answer approval) {
    List<String> undecided =
        approval.body().path("undecided").valueStream().map(JsonNode::asString).toList();
    long approved =
        approval
            .body()
            .path("decisions")
            .valueStream()
            .filter(each -> each.path("decision").asString("").equals("APPROVE"))
            .count();
    return "It waits for signatories: %s. %d of %s have approved; it expires at %s."
        .formatted(
            String.join(", ", undecided),
            approved,
            approval.text("required"),
            approval.text("expiresAt"));
  }

  private int show(Answer answer, Console console) {
    if (options.isForMachines()) {
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
    int toLookUp = register.path("toLookUp").asInt(0);
    return "%s  %s  %s of %s paid (%s of %s %s), %s waiting, %s refused, %s cancelled%s"
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
            counts.path("cancelled").asInt(0),
            toLookUp == 0 ? "" : ", %d payees to look up".formatted(toLookUp));
  }
}
