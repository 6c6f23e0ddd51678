package kz.digitaltenge.app.ca;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.gateway.GatewayPapers;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.role.TlsRenewals;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Renews certificates of the network's own authority while everything runs.
@Command(
    name = "renew",
    description = {
      "Renew the certificates of the network's own authority, by which processes know each other:",
      "those that run out within 90 days, or --days, or one holder's. Nothing stops: who runs"
          + " takes",
      "the new one from its folder within seconds. The former stays good until its end or until",
      "./dt ca revoke --network.",
      "With --gateway: that of a gateway, by which banks' programs know it, likewise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt ca renew                     those with less than 90 days left",
      "  ./dt ca renew --of HSBKKZKX       one, such as after its key was seen by others",
      "  ./dt ca revoke SERIAL --network --reason KEY_COMPROMISE",
      "  ./dt ca renew --gateway HSBKKZKX  that by which programs know the bank's gateway"
    })
final class CaRenewCommand implements Callable<Integer> {
  private static final int RADIX = 16;

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--of",
      paramLabel = "NAME",
      description = "The holder, as ./dt ca expiring shows it; also long before the end.")
  private @Nullable String holder;

  @Option(names = "--days", paramLabel = "N", description = "Those with less left; 90.")
  private int days = Math.toIntExact(TlsFolder.RENEWAL.toDays());

  @Option(
      names = "--gateway",
      paramLabel = "BIC",
      description = "Whose gateway's: a bank or the central bank, by identifier or code.")
  private @Nullable String gateway;

  @Override
  public Integer call() {
    String bank = gateway;
    if (bank != null) {
      renewGateway(bank);
      return ExitCode.OK;
    }
    if (days < 0) {
      throw TypedText.malformed("--days", "it is less than 0");
    }
    NetworkAuthority authority = CaFolder.network(data.folder());
    var rows = new ArrayList<Map<String, Object>>();
    var lines = new ArrayList<String>();
    for (Kept kept : wanted()) {
      var folder = new TlsFolder(kept.place(), InstantSource.system());
      X509Certificate former = folder.renew(authority);
      String serial = former.getSerialNumber().toString(RADIX);
      Instant until = folder.kept().validUntil();
      rows.add(
          Json.object(
              "kind", kept.kind(),
              "name", kept.name(),
              "place", kept.place().toString(),
              "validUntil", until.toString(),
              "former", serial));
      lines.add(
          "%s %s: good until %s; the former one is %s, in %s"
              .formatted(kept.kind(), kept.name(), until, serial, kept.place()));
    }
    if (json.isWanted()) {
      console.json(Json.object("renewed", rows));
    } else {
      lines.forEach(console.out()::println);
      console
          .out()
          .println(
              lines.isEmpty()
                  ? "Nothing was to be renewed."
                  : "Who runs takes it within %d seconds; revoke a former one after that only."
                      .formatted(TlsRenewals.EACH_SECONDS));
      console.out().flush();
    }
    return ExitCode.OK;
  }

  private void renewGateway(String bank) {
    if (holder != null) {
      throw TypedText.malformed("--gateway", "it does not go with --of");
    }
    DataFolder folder = data.folder();
    PlannedNode member = CaFolder.member("--gateway", bank, folder);
    Endpoint endpoint = Endpoint.parse(PlanChoice.of(folder).gatewayEndpoint(member));
    List<X509Certificate> both;
    try (var authority = CaFolder.open(folder);
        FolderLock _ = FolderLock.take(DataFolder.lock(folder.participants()))) {
      both =
          new GatewayPapers(authority, folder, new SystemEntropy(), InstantSource.system())
              .renewTls(member, endpoint);
    }
    String former = both.getFirst().getSerialNumber().toString(RADIX);
    Instant until = both.getLast().getNotAfter().toInstant();
    if (json.isWanted()) {
      console.json(
          Json.object(
              "bank", member.node().value(),
              "validUntil", until.toString(),
              "serial", both.getLast().getSerialNumber().toString(RADIX),
              "former", former));
    } else {
      console
          .out()
          .printf(
              "The gateway of %s: good until %s; the former one is %s.%nIt shows it within seconds;"
                  + " revoke the former after that only.%n",
              member.node(), until, former);
      console.out().flush();
    }
  }

  private List<Kept> wanted() {
    List<Kept> all = TlsPlaces.in(data.folder()).stream().filter(kept -> !kept.isRoot()).toList();
    String name = holder;
    if (name == null) {
      Instant now = Instant.now();
      return all.stream().filter(kept -> kept.endsWithin(Duration.ofDays(days), now)).toList();
    }
    List<Kept> its = all.stream().filter(kept -> kept.name().equals(name)).toList();
    if (its.isEmpty()) {
      throw TypedText.malformed(
          "--of",
          "it is none of "
              + String.join(", ", all.stream().map(Kept::name).distinct().sorted().toList()));
    }
    return its;
  }
}
