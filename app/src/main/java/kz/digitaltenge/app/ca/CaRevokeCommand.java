package kz.digitaltenge.app.ca;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.role.TlsRenewals;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.RevocationReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Revokes a certificate, a participant's or one by which processes know each other.
@Command(
    name = "revoke",
    description = {
      "Revoke a certificate, for good: a participant's, or with --network one of the network's"
          + " own,",
      "by which processes know each other. All processes of this data folder refuse that one"
          + " within",
      "seconds; others once they have its file network.crl. Renew it first: ./dt ca renew"
    })
final class CaRevokeCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(paramLabel = "SERIAL", description = "As list, or for the network's renew, shows it.")
  private String serial = "";

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      required = true,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private RevocationReason reason = RevocationReason.UNSPECIFIED;

  @Option(names = "--network", description = "One of the network's own authority.")
  private boolean network;

  @Override
  public Integer call() {
    BigInteger number = CaFolder.serial(serial);
    if (network) {
      revokeOfNetwork(number);
      return ExitCode.OK;
    }
    try (var authority = CaFolder.open(data.folder())) {
      var revocation = authority.revoke(number, reason);
      show(
          Json.object(
              "serial", serial,
              "reason", revocation.reason().name(),
              "at", revocation.at().toString()),
          "%s is revoked since %s: %s.".formatted(serial, revocation.at(), revocation.reason()));
    }
    return ExitCode.OK;
  }

  private void revokeOfNetwork(BigInteger number) {
    TlsPlaces.in(data.folder()).stream()
        .filter(kept -> kept.serial().equals(number))
        .findFirst()
        .ifPresent(
            inUse -> {
              throw TypedText.malformed(
                  "SERIAL",
                  "it is that of %s %s now, which would be cut off; run ./dt ca renew --of \"%s\" first"
                      .formatted(inUse.kind(), inUse.name(), inUse.name()));
            });
    if (isParticipants(number)) {
      throw TypedText.malformed("SERIAL", "it is a participant's; leave --network out");
    }
    CaFolder.network(data.folder()).revoke(number, reason.number(), data.folder().revocations());
    show(
        Json.object(
            "serial", serial,
            "reason", reason.name(),
            "list", data.folder().revocations().toString()),
        "%s is revoked: what runs on this data folder refuses it within %d seconds. Copy %s to others."
            .formatted(serial, TlsRenewals.EACH_SECONDS, data.folder().revocations()));
  }

  private boolean isParticipants(BigInteger number) {
    if (!ParticipantAuthority.existsIn(data.folder().participants())) {
      return false;
    }
    try (var authority = CaFolder.open(data.folder())) {
      return authority.issued().stream().anyMatch(each -> each.serial().equals(number));
    }
  }

  private void show(Map<String, Object> row, String line) {
    if (json.isWanted()) {
      console.json(row);
    } else {
      console.out().println(line);
      console.out().flush();
    }
  }
}
