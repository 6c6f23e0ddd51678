package kz.digitaltenge.app.ca;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.TlsFolder;
import kz.digitaltenge.trust.participant.Expiry;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.StatusAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The participants' certificate authority.
@Command(
    name = "ca",
    description = "Issue and revoke certificates of participants, and tell their status.",
    subcommands = {
      CaCommand.Init.class,
      CaIssueCommand.class,
      CaRevokeCommand.class,
      CaCommand.ListIssued.class,
      CaCommand.Crl.class,
      CaCommand.Rotate.class,
      CaRenewCommand.class,
      CaAnsweringCommand.class,
      CaCommand.Expiring.class,
      CaServeCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ./dt ca init --organisation NPK --address http://127.0.0.1:7480",
      "  ./dt ca issue --id halyk-2026 --name HSBKKZKX --organisation Halyk --key halyk.key --out"
          + " halyk.crt",
      "  ./dt ca serve"
    })
public final class CaCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(),
        "Say what to do: init, issue, revoke, list, crl, rotate, renew, answering, expiring or"
            + " serve.");
  }

  /// Makes the authority.
  @Command(
      name = "init",
      description = "Make root and issuer. Again with the same options: nothing changes.")
  static final class Init implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(
        names = "--organisation",
        paramLabel = "NAME",
        required = true,
        description = "Who runs it.")
    private String organisation = "";

    @Option(
        names = "--address",
        required = true,
        paramLabel = "URL",
        description = "Where status is told, http://HOST:PORT; every certificate will say it.")
    private String address = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Write the root certificate here.")
    private @Nullable Path out;

    @Override
    public Integer call() {
      try (var authority = made()) {
        if (out != null) {
          ParticipantKeys.writeCertificates(out, List.of(authority.root()));
        }
        String root = IssuedCertificate.thumbprint(authority.root()).hex();
        if (json.isWanted()) {
          console.json(Json.object("root", root, "address", authority.address().base().toString()));
        } else {
          console.out().printf("The root's SHA-256 is %s.%n", root);
          console.out().flush();
        }
      }
      return ExitCode.OK;
    }

    private ParticipantAuthority made() {
      try {
        return ParticipantAuthority.create(
            data.folder().participants(),
            organisation,
            new StatusAddress(URI.create(address)),
            new SystemEntropy(),
            InstantSource.system());
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw TypedText.malformed("--organisation or --address", String.valueOf(e.getMessage()));
      }
    }
  }

  /// Lists what was issued.
  @Command(name = "list", description = "List every certificate that was issued, in order.")
  static final class ListIssued implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Override
    public Integer call() {
      try (var authority = CaFolder.open(data.folder())) {
        var issued = authority.issued();
        if (json.isWanted()) {
          console.json(Json.object("certificates", issued.stream().map(CaFolder::json).toList()));
        } else {
          if (issued.isEmpty()) {
            console.out().println("No certificate was issued yet.");
          }
          issued.forEach(each -> console.out().println(CaFolder.line(each)));
          console.out().flush();
        }
      }
      return ExitCode.OK;
    }
  }

  /// Writes a revocation list.
  @Command(name = "crl", description = "Write the revocation list of the root or an issuer, DER.")
  static final class Crl implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();

    @Parameters(paramLabel = "NAME", description = "root, issuer-1, issuer-2, …")
    private String name = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
      try (var authority = CaFolder.open(data.folder())) {
        byte[] list =
            authority
                .revocationList(name)
                .orElseThrow(
                    () ->
                        TypedText.malformed(
                            "NAME", "it is none of " + String.join(", ", authority.names())))
                .toArray();
        Files.write(out, list);
        console.out().println(out + " holds the list.");
        console.out().flush();
      } catch (IOException e) {
        throw StorageProblems.of(out, e).exception(e);
      }
      return ExitCode.OK;
    }
  }

  /// Makes the next issuer.
  @Command(
      name = "rotate",
      description = "Make the next issuer; what the former ones issued stays good.")
  static final class Rotate implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();

    @Override
    public Integer call() {
      try (var authority = CaFolder.open(data.folder())) {
        var issuer = authority.rotateIssuer();
        console
            .out()
            .printf(
                "%s issues from now on, until %s.%n",
                authority.names().getLast(), issuer.getNotAfter().toInstant());
        console.out().flush();
      }
      return ExitCode.OK;
    }
  }

  /// Looks ahead.
  @Command(
      name = "expiring",
      description = {
        "Tell which certificates run out soon and have no successor: participants', and those of"
            + " the",
        "network's own authority that lie in the data folder, by which processes know each other.",
        "Soon is what their kind is warned of before, or --days. Exit status 1 when there are any."
      })
  static final class Expiring implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final JsonOption json = new JsonOption();

    @Option(names = "--days", paramLabel = "N", description = "Look this far ahead.")
    private @Nullable Integer days;

    @Override
    public Integer call() {
      List<Kept> network = TlsPlaces.in(data.folder());
      List<Expiry> found = found(!network.isEmpty());
      Instant now = InstantSource.system().instant();
      Duration ahead = days == null ? TlsFolder.RENEWAL : Duration.ofDays(days);
      List<Kept> ending = network.stream().filter(each -> each.endsWithin(ahead, now)).toList();
      if (json.isWanted()) {
        console.json(
            Json.object(
                "expiring",
                found.stream().map(Expiring::row).toList(),
                "network",
                ending.stream().map(each -> row(each, now)).toList()));
      } else {
        show(found, ending, now);
      }
      return found.isEmpty() && ending.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    /// Where roles run apart, most have no participants' authority.
    private List<Expiry> found(boolean mayBeMissing) {
      if (mayBeMissing && !ParticipantAuthority.existsIn(data.folder().participants())) {
        return List.of();
      }
      try (var authority = CaFolder.open(data.folder())) {
        return days == null ? authority.warnings() : authority.expiring(Duration.ofDays(days));
      }
    }

    private void show(List<Expiry> found, List<Kept> network, Instant now) {
      if (found.isEmpty() && network.isEmpty()) {
        console.out().println("Nothing runs out.");
      }
      found.forEach(
          each ->
              console
                  .out()
                  .printf(
                      "%d days left: %s%n",
                      each.left().toDays(), CaFolder.line(each.certificate())));
      network.forEach(
          each ->
              console
                  .out()
                  .printf(
                      "%d days left: %s %s, until %s, in %s%n",
                      each.daysLeft(now),
                      each.kind(),
                      each.name(),
                      each.validUntil(),
                      each.place()));
      console.out().flush();
    }

    private static Map<String, Object> row(Kept kept, Instant now) {
      return Json.object(
          "kind", kept.kind(),
          "name", kept.name(),
          "place", kept.place().toString(),
          "validUntil", kept.validUntil().toString(),
          "daysLeft", kept.daysLeft(now));
    }

    private static Map<String, Object> row(Expiry expiry) {
      Map<String, Object> row = CaFolder.json(expiry.certificate());
      row.put("daysLeft", expiry.left().toDays());
      return row;
    }
  }
}
