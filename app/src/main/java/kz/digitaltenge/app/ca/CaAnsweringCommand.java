package kz.digitaltenge.app.ca;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.gateway.GatewayPapers;
import kz.digitaltenge.app.gateway.GatewayPapers.Answering;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Gives a gateway the next key that it signs with, where the authority is.
@Command(
    name = "answering",
    description = {
      "Make the next key that a gateway signs answers and notifications with, and certify it.",
      "Nothing stops: a gateway that runs on this data folder takes it within seconds, tells the",
      "programs that ask, and signs with it from its time on. One that waits for its time stays."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt ca answering --bank HSBKKZKX                               from tomorrow on",
      "  ./dt ca answering --bank HSBKKZKX --from 2026-12-01T00:00:00Z",
      "  ./dt keys answering --bank HSBKKZKX                             what its gateway tells"
    })
final class CaAnsweringCommand implements Callable<Integer> {
  private static final Duration NOTICE_STANDARD = Duration.ofDays(1);
  private static final Duration NOTICE_MAX = Duration.ofDays(90);

  /// A gateway looks every other second, and then still has to tell of it by the former key.
  private static final Duration NOTICE_MIN = Duration.ofSeconds(10);

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--bank",
      paramLabel = "BIC",
      required = true,
      description = "Whose gateway: a bank or the central bank, by identifier or three-digit code.")
  private String bank = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {
        "From when it signs: a day from now when left out, 90 days ahead at most, ten seconds from",
        "now when that is over."
      })
  private @Nullable String from;

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    var member = CaFolder.member("--bank", bank, folder);
    Instant wish = from();
    Answering next;
    try (var authority = CaFolder.open(folder);
        FolderLock _ = FolderLock.take(DataFolder.lock(folder.participants()))) {
      next =
          new GatewayPapers(authority, folder, new SystemEntropy(), InstantSource.system())
              .nextAnswering(member, wish);
    }
    String thumbprint = IssuedCertificate.thumbprint(next.certificate()).hex();
    if (json.isWanted()) {
      console.json(
          Json.object(
              "bank", member.node().value(),
              "signsFrom", next.from().toString(),
              "validUntil", next.certificate().getNotAfter().toInstant().toString(),
              "thumbprint", thumbprint,
              "isNew", next.isNew()));
    } else {
      console
          .out()
          .printf(
              "%s signs with %s from %s on%s.%n",
              member.node(),
              thumbprint,
              next.from(),
              next.isNew() ? "" : ", as was ordered before; once that time is over, order again");
      console.out().flush();
    }
    return ExitCode.OK;
  }

  private Instant from() {
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
    String text = from;
    if (text == null) {
      return now.plus(NOTICE_STANDARD);
    }
    Instant wish;
    try {
      wish = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException _) {
      throw TypedText.malformed("--from", "it is no time such as 2026-12-01T14:00:00Z");
    }
    if (wish.isAfter(now.plus(NOTICE_MAX))) {
      throw TypedText.malformed("--from", "it is more than " + NOTICE_MAX.toDays() + " days ahead");
    }
    Instant earliest = now.plus(NOTICE_MIN);
    return wish.isBefore(earliest) ? earliest : wish;
  }
}
