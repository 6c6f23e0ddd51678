package kz.digitaltenge.app.keys;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kz.digitaltenge.app.api.DoorOptions;
import kz.digitaltenge.app.command.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The keys that a bank's gateway signs with.
@Command(
    name = "answering",
    description = {
      "Show the certificates that a bank's gateway signs answers and notifications with; make the"
          + " next one,",
      "in a running sandbox. Where roles run apart, ./dt ca answering makes it.",
      "Programs that ask for them each day believe both when one takes the other's place."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt keys answering --bank HSBKKZKX",
      "  ./dt keys answering --bank HSBKKZKX --rotate",
      "  ./dt keys answering --bank HSBKKZKX --rotate --from 2026-12-01T00:00:00Z"
    })
final class AnsweringCommand implements Callable<Integer> {
  private static final String PATH = "/v1/answering-certificates";

  @Mixin private final Console console = new Console();
  @Mixin private final DoorOptions options = new DoorOptions();

  @Option(
      names = "--rotate",
      description = "Make the key that takes the place of the one of now; one that waits stays.")
  private boolean rotate;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From when it signs; a day from now when left out.")
  private @Nullable String from;

  @Override
  public Integer call() {
    String time = from;
    Map<String, String> wish = time == null ? Map.of() : Map.of("signsFrom", time);
    return options.show(
        console,
        door -> rotate ? door.post(PATH + "/rotation", "", wish) : door.get(PATH),
        AnsweringCommand::lines);
  }

  private static String lines(JsonNode answer) {
    return StreamSupport.stream(answer.path("certificates").spliterator(), false)
        .map(AnsweringCommand::line)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String line(JsonNode certificate) {
    String from = certificate.path("signsFrom").asString("");
    String until = certificate.path("signsUntil").asString("");
    return "%s  signs%s%s, valid until %s"
        .formatted(
            certificate.path("thumbprint").asString(""),
            // The first one signs from the beginning on.
            from.equals(Instant.EPOCH.toString()) ? "" : " from " + from,
            until.isEmpty() ? "" : " until " + until,
            certificate.path("validUntil").asString(""));
  }
}
