package kz.digitaltenge.app.command;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.gateway.BankGateway;
import kz.digitaltenge.app.gateway.HandedCertificates;
import kz.digitaltenge.app.gateway.WebhookReach;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.BankCore;
import kz.digitaltenge.app.role.BankRole;
import kz.digitaltenge.app.role.CentralBankRole;
import kz.digitaltenge.app.role.Confirmations;
import kz.digitaltenge.app.role.CoreBankingPlan;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.NodeSetting;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.Publication;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.centralbank.supply.FolderArchive;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.gateway.BankServices;
import kz.digitaltenge.gateway.CentralBankServices;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.trust.participant.StatusAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What running a node needs beside its role: where its database is.
final class RunNodeCommand {
  @Mixin private final DatabaseOption database = new DatabaseOption();

  private NodeSetting setting(NodeId node, DataFolder folder, Parts parts, Machine machine) {
    return new RoleFiles(folder, machine).node(node, database.of(node, folder, parts, machine));
  }

  /// Runs the central bank's node and its officers' gateway.
  @Command(name = "centralbank", description = "Run the central bank's node and its gateway.")
  static final class CentralBank implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final LogOption log = new LogOption();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final RunNodeCommand place = new RunNodeCommand();
    @Mixin private final ObserveOption observe = new ObserveOption();

    @Option(
        names = "--core-banking",
        paramLabel = "HOST:PORT",
        description = "Where the core banking system is; the network's emulator when left out.")
    private @Nullable String coreBanking;

    private String coreBanking(DataFolder folder) {
      return coreBanking == null ? PlanChoice.of(folder).coreBankingEndpoint() : coreBanking;
    }

    @Override
    public Integer call() {
      DataFolder folder = data.folder();
      NodeId node = parameters(folder).centralBank().node();
      return Foreground.run(
          console,
          log,
          folder,
          folder.node(node),
          node.value(),
          (parts, machine) -> {
            NodeSetting setting = place.setting(node, folder, parts, machine);
            new Publication(setting.parameters(), setting.tls()).bringIntoForce(machine);
            var core =
                new Confirmations.OfCoreBanking(
                    Endpoint.parse(coreBanking(folder)),
                    CoreBankingPlan.NAME,
                    CoreBankingPlan.accounts(parameters(folder)));
            CentralBankRole role =
                parts.start(
                    () -> CentralBankRole.start(setting, machine, SupplyProofs.EACH_MINUTE, core));
            var others = openGateway(folder, role, node, parts, machine.meters());
            observe.node(node.value(), () -> role.operations().status(), others, parts, machine);
            return sentence(role.failure());
          });
    }

    private Map<String, Supplier<Optional<Problem>>> openGateway(
        DataFolder folder, CentralBankRole role, NodeId node, Parts parts, Meters all) {
      if (lacksGateway(console, folder, node)) {
        return Map.of();
      }
      var archive = new FolderArchive(new FolderShelf(folder.supply(node)));
      var services =
          new CentralBankServices(
              role::operations,
              role::days,
              role::blocks,
              () -> archive,
              position -> role.desk().liability(position),
              role::conversions,
              NodeKeys::officerNumber);
      BankGateway.Place where =
          gatewayPlace(folder, PlanChoice.of(folder), node, WebhookReach.THIS_MACHINE);
      BankGateway opened =
          parts.start(
              () ->
                  BankGateway.start(
                      where,
                      HandedCertificates.forCentralBank(folder),
                      services,
                      all.banks().of(node.value())));
      return Map.of(BankGateway.name(node), opened::trouble);
    }
  }

  /// Runs a bank's node, with its gateway and its customers' conversions.
  @Command(
      name = "bank",
      description = {
        "Run a bank's node and its gateway.",
        "Customers convert while the bank's core banking system answers; gateways ask ./dt ca"
            + " serve",
        "for the status of certificates and for time stamps."
      })
  static final class Bank implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final LogOption log = new LogOption();
    @Mixin private final DataOption data = new DataOption();
    @Mixin private final RunNodeCommand database = new RunNodeCommand();
    @Mixin private final ObserveOption observe = new ObserveOption();

    @Option(
        names = "--bank",
        paramLabel = "BIC",
        required = true,
        description = "The bank, by its identifier or three-digit code.")
    private String bank = "";

    @Option(
        names = "--core-banking",
        paramLabel = "HOST:PORT",
        description = "Where the bank's core banking system is; its emulator when left out.")
    private @Nullable String coreBanking;

    @Mixin private final StockOption stock = new StockOption();
    @Mixin private final WebhookOption webhooks = new WebhookOption();

    private BankCore core(NetworkPlan plan, Participant place) {
      String endpoint = coreBanking == null ? plan.coreBankingEndpoint(place.node()) : coreBanking;
      return new BankCore(
          Endpoint.parse(endpoint),
          CoreBankingPlan.name(place.node()),
          CoreBankingPlan.conversions(place),
          stock.marks());
    }

    private Map<String, Supplier<Optional<Problem>>> openGateway(
        DataFolder folder, NetworkPlan plan, BankRole role, NodeId node, Parts parts, Meters all) {
      if (lacksGateway(console, folder, node)) {
        return Map.of();
      }
      BankGateway.Place gateway = gatewayPlace(folder, plan, node, webhooks.reach());
      var services =
          new BankServices(
              role::operations,
              role::customers,
              role::conversions,
              role::refunds,
              role::requests,
              role::registers,
              role::standingOrders,
              role::mandates,
              role::payments,
              role::stockConversions);
      BankGateway opened =
          parts.start(
              () ->
                  BankGateway.start(
                      gateway,
                      HandedCertificates.in(folder, node),
                      services,
                      all.banks().of(node.value())));
      return Map.of(BankGateway.name(node), opened::trouble);
    }

    @Override
    public Integer call() {
      DataFolder folder = data.folder();
      Participant place = Banks.bank(bank, parameters(folder));
      NodeId node = place.node();
      NetworkPlan plan = PlanChoice.of(folder);
      BankCore core = core(plan, place);
      return Foreground.run(
          console,
          log,
          folder,
          folder.node(node),
          node.value(),
          (parts, machine) -> {
            NodeSetting setting = database.setting(node, folder, parts, machine);
            BankRole role = parts.start(() -> BankRole.start(setting, machine, core));
            var others = openGateway(folder, plan, role, node, parts, machine.meters());
            observe.node(node.value(), () -> role.operations().status(), others, parts, machine);
            return sentence(role.failure());
          });
    }
  }

  /// Says so when there is none.
  private static boolean lacksGateway(Console console, DataFolder folder, NodeId node) {
    if (BankGateway.canStart(folder, node)) {
      return false;
    }
    console
        .err()
        .printf(
            "No gateway: %s has none of its certificates. ./dt run found --data %s makes them.%n",
            folder.gateway(node), folder);
    console.err().flush();
    return true;
  }

  private static BankGateway.Place gatewayPlace(
      DataFolder folder, NetworkPlan plan, NodeId node, WebhookReach reach) {
    PlannedNode planned =
        plan.nodes().stream().filter(each -> each.node().equals(node)).findFirst().orElseThrow();
    return new BankGateway.Place(
        folder,
        node,
        Endpoint.parse(plan.gatewayEndpoint(planned)),
        new StatusAddress(URI.create("http://" + plan.statusEndpoint())),
        reach);
  }

  private static NetworkParameters parameters(DataFolder folder) {
    return RoleFiles.chain(folder).getLast().parameters();
  }

  private static CompletableFuture<String> sentence(
      CompletableFuture<? extends Exception> failure) {
    return failure.thenApply(e -> String.valueOf(e.getMessage()));
  }
}
