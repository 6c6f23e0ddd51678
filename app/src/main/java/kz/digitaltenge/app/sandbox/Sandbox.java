package kz.digitaltenge.app.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.StockConversionOperations;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.LocalPlatform;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.role.BankCore;
import kz.digitaltenge.app.role.BankRole;
import kz.digitaltenge.app.role.CentralBankRole;
import kz.digitaltenge.app.role.Confirmations;
import kz.digitaltenge.app.role.CoreBankingPlan;
import kz.digitaltenge.app.role.CoreBankingRole;
import kz.digitaltenge.app.role.IdCentreRole;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeSetting;
import kz.digitaltenge.app.role.NodeTables;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.NotarySetting;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.Parts.Part;
import kz.digitaltenge.app.role.Publication;
import kz.digitaltenge.app.role.Replaceable;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.node.conversion.StockKeeper;
import kz.digitaltenge.node.payment.PaymentSteps;
import kz.digitaltenge.node.vault.VaultException;

/// The whole network in this process: central bank, banks, notary, each at a port of its own with
/// mutual TLS, over one database server with a database a node.
///
/// The first start founds the network; later ones go on with what is in the data folder, however
/// the process before ended.
public final class Sandbox implements AutoCloseable {
  private static final Duration NOTARY_TIMEOUT = Duration.ofSeconds(60);

  private final DataFolder folder;
  private final StartReport report;
  private final SupplyProofs proofs;
  private final CoreBanking coreBanking;
  private final Optional<StockKeeper.Marks> marks;
  private final Parts parts = new Parts();
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final Map<String, Supplier<Optional<Problem>>> troubles = new LinkedHashMap<>();
  private volatile boolean stopping;

  private Sandbox(DataFolder folder, StartReport report, Money money) {
    this.folder = folder;
    this.report = report;
    this.proofs = money.proofs();
    this.coreBanking = money.coreBanking();
    this.marks = money.marks();
  }

  /// How its money is looked after.
  ///
  /// @param marks between which each bank's stock is kept; empty when nobody keeps it
  public record Money(
      SupplyProofs proofs, CoreBanking coreBanking, Optional<StockKeeper.Marks> marks) {
    /// As in a sandbox that nobody tells otherwise.
    public static final Money STANDARD =
        new Money(SupplyProofs.EACH_MINUTE, CoreBanking.WITHIN, Optional.empty());

    /// On typed confirmations, for measurements of the ledger alone.
    public static Money typed(SupplyProofs proofs) {
      return new Money(proofs, CoreBanking.NONE, Optional.empty());
    }
  }

  /// A running network and how to use it from this process.
  ///
  /// @param platform closing it stops the network
  /// @param parameters in force
  /// @param failure completes with one sentence when a part had to stop by itself; what is on disk
  ///   is safe, and the process should end
  /// @param backstage the same parts for those who measure and disturb
  public record Running(
      Platform platform,
      NetworkParameters parameters,
      CompletableFuture<String> failure,
      Backstage backstage) {}

  /// Starts the network and returns when it takes payments.
  ///
  /// @param cache where the database server's programs are unpacked once a machine
  /// @throws kz.digitaltenge.api.error.PlatformException when it cannot start; everything is closed
  ///   again
  public static Running start(DataFolder folder, NetworkPlan plan, Path cache, StartReport report) {
    return start(folder, plan, cache, report, Money.STANDARD);
  }

  /// The same, with its money looked after as told.
  public static Running start(
      DataFolder folder, NetworkPlan plan, Path cache, StartReport report, Money money) {
    var sandbox = new Sandbox(folder, report, money);
    try {
      return sandbox.start(plan, cache);
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  @Override
  public void close() {
    // Parts that end because they are told to have not failed.
    stopping = true;
    parts.close();
  }

  private Running start(NetworkPlan plan, Path cache) {
    takeFolder();
    Ports.requireFree(plan.ports(coreBanking));
    Part<Replaceable<EmbeddedServer>> database =
        parts.begin(() -> timed("Database", () -> database(cache)));
    Machine here = parts.start(Machine::here);
    Machine machine = here.withBusinessAt(MovedClock.open(folder.clock(), here.clock()));
    Founding founding = timed("Keys and parameters", () -> Founding.of(folder, plan, machine));
    List<SignedParameters> chain = founding.chain();
    Map<String, Replaceable<NotaryRole>> notary =
        timed("Notary", () -> notary(plan, founding, machine));
    new Publication(chain, founding.operator()).bringIntoForce(machine);
    IdCentreRole idCentre =
        parts.start(
            () ->
                IdCentreRole.start(
                    new IdCentreRole.Setting(
                        Endpoint.parse(plan.idCentreEndpoint()),
                        founding.idCentre(),
                        founding.idCentreKeys(),
                        folder.idCentre()),
                    founding::chain,
                    machine));
    troubles.put("ID centre", idCentre::trouble);
    watch(database.get().get());
    coreBanking(plan, founding, machine);
    return nodes(
        plan, founding, machine, database.get(), notary, confirmations(plan, chain.getLast()));
  }

  private void takeFolder() {
    switch (coreBanking) {
      case WITHIN, NONE -> {
        var _ = parts.start(() -> FolderLock.takeWhole(folder));
      }
      case APART -> {
        var _ = parts.start(() -> FolderLock.takeAllButCoreBanking(folder));
        var _ = parts.start(() -> FolderLock.markApart(folder));
      }
    }
  }

  private void coreBanking(NetworkPlan plan, Founding founding, Machine machine) {
    switch (coreBanking) {
      case WITHIN -> {
        var setting =
            new CoreBankingRole.Setting(
                founding.coreBanking(),
                folder.coreBanking(),
                Endpoint.parse(plan.coreBankingEndpoint()));
        CoreAccounts accounts = CoreBankingPlan.accounts(founding.chain().getLast().parameters());
        OperatingHours hours = OperatingHours.aroundTheClock(CoreBankingPlan.ZONE);
        var _ =
            parts.start(
                () ->
                    timed(
                        "Core banking system, emulated (" + plan.coreBankingEndpoint() + ")",
                        () -> CoreBankingRole.start(setting, accounts, hours, machine)));
        bankCores(plan, founding, machine);
      }
      case APART -> {
        var _ = founding.coreBanking();
        bankCores(plan, founding, machine);
      }
      case NONE -> {}
    }
  }

  private void bankCores(NetworkPlan plan, Founding founding, Machine machine) {
    var starting = new ArrayList<Part<CoreBankingRole>>();
    for (Participant place : founding.chain().getLast().parameters().participants()) {
      if (place.kind() == Participant.Kind.BANK) {
        var setting =
            new CoreBankingRole.Setting(
                founding.coreBanking(place.node()),
                folder.coreBanking(place.node()),
                Endpoint.parse(plan.coreBankingEndpoint(place.node())));
        starting.add(parts.begin(() -> CoreBankingRole.start(setting, place, machine)));
      }
    }
    starting.forEach(
        each -> {
          var _ = each.get();
        });
  }

  private BankRole bank(NetworkPlan plan, Participant place, NodeSetting setting, Machine machine) {
    return switch (coreBanking) {
      case WITHIN, APART ->
          BankRole.start(
              setting,
              machine,
              new BankCore(
                  Endpoint.parse(plan.coreBankingEndpoint(place.node())),
                  CoreBankingPlan.name(place.node()),
                  CoreBankingPlan.conversions(place),
                  marks));
      case NONE -> BankRole.start(setting, machine);
    };
  }

  private Confirmations confirmations(NetworkPlan plan, SignedParameters current) {
    return switch (coreBanking) {
      case WITHIN, APART ->
          new Confirmations.OfCoreBanking(
              Endpoint.parse(plan.coreBankingEndpoint()),
              CoreBankingPlan.NAME,
              CoreBankingPlan.accounts(current.parameters()));
      case NONE -> new Confirmations.Typed();
    };
  }

  /// Nodes know the server by its port, so that stays when it is started again.
  private Replaceable<EmbeddedServer> database(Path cache) {
    var port = new AtomicInteger(EmbeddedServer.ANY_PORT);
    return Replaceable.start(
        "The database server",
        () -> {
          EmbeddedServer server =
              EmbeddedServer.start(
                  folder.postgres(),
                  cache,
                  port.get(),
                  new SystemEntropy(),
                  report::doing,
                  NodeTables.templates());
          port.set(server.port());
          return server;
        });
  }

  private Map<String, Replaceable<NotaryRole>> notary(
      NetworkPlan plan, Founding founding, Machine machine) {
    Map<String, Part<Replaceable<NotaryRole>>> starting = new LinkedHashMap<>();
    for (String name : plan.members()) {
      Supplier<NotaryRole> start = () -> NotaryRole.start(setting(name, founding), machine);
      starting.put(name, parts.begin(() -> Replaceable.start(name, start)));
    }
    Map<String, Replaceable<NotaryRole>> members = new LinkedHashMap<>();
    starting.forEach((name, member) -> members.put(name, member.get()));
    for (Replaceable<NotaryRole> member : members.values()) {
      member.get().awaitReady(NOTARY_TIMEOUT);
      var _ = member.get().failure().thenAccept(this::failed);
    }
    return members;
  }

  private NotarySetting setting(String member, Founding founding) {
    return new NotarySetting(
        member,
        founding.tls(member),
        founding.keys(member),
        folder.notary(member),
        founding.chain());
  }

  private Running nodes(
      NetworkPlan plan,
      Founding founding,
      Machine machine,
      Replaceable<EmbeddedServer> database,
      Map<String, Replaceable<NotaryRole>> notary,
      Confirmations confirmations) {
    NetworkParameters parameters = founding.chain().getLast().parameters();
    Part<CentralBankRole> centralBank =
        parts.begin(
            () -> {
              Participant place = parameters.centralBank();
              return timed(
                  name(place),
                  () ->
                      CentralBankRole.start(
                          setting(place, founding, database.get()),
                          machine,
                          proofs,
                          confirmations));
            });
    Map<NodeId, Part<Replaceable<BankRole>>> starting = new LinkedHashMap<>();
    for (Participant place : parameters.participants()) {
      if (place.kind() == Participant.Kind.BANK) {
        Supplier<BankRole> start =
            () -> bank(plan, place, setting(place, founding, database.get()), machine);
        starting.put(
            place.node(),
            parts.begin(() -> timed(name(place), () -> Replaceable.start(place.name(), start))));
      }
    }
    NodeOperations issuer = centralBank.get().operations();
    watch(centralBank.get().failure());
    Map<NodeId, Replaceable<BankRole>> banks = new LinkedHashMap<>();
    Map<NodeId, Supplier<NodeOperations>> nodes = new LinkedHashMap<>();
    Map<NodeId, Supplier<StockConversionOperations>> stocks = new LinkedHashMap<>();
    nodes.put(parameters.centralBank().node(), () -> issuer);
    starting.forEach(
        (node, part) -> {
          Replaceable<BankRole> bank = part.get();
          watch(bank.get().failure());
          banks.put(node, bank);
          stocks.put(node, () -> bank.get().stockConversions());
          nodes.put(node, () -> bank.get().operations());
        });
    var platform =
        new LocalPlatform(
            folder,
            Platform.members(parameters),
            nodes,
            centralBank.get().desk(),
            centralBank.get()::conversions,
            stocks,
            centralBank.get().blocks(),
            centralBank.get().days(),
            notary.values().stream().map(member -> member.get().operations()).toList(),
            this::close);
    return new Running(
        platform,
        parameters,
        failure,
        new Backstage(
            database, centralBank.get()::conversions, banks, notary, machine.meters(), troubles));
  }

  private NodeSetting setting(Participant place, Founding founding, EmbeddedServer database) {
    return new NodeSetting(
        place.node(),
        founding.tls(place.node()),
        founding.keys(place.node()),
        database.database(DataFolder.database(place.node()), NodeTables.template(place.kind())),
        founding.chain(),
        PaymentSteps.UNWATCHED,
        folder.evidence(place.node()));
  }

  private void watch(CompletableFuture<VaultException> vault) {
    var _ = vault.thenAccept(e -> failed(String.valueOf(e.getMessage())));
  }

  private void watch(EmbeddedServer database) {
    var _ =
        database.processHandle().onExit().thenAccept(_ -> failed("The database server has ended."));
  }

  private void failed(String sentence) {
    if (!stopping) {
      failure.complete(sentence);
    }
  }

  private static String name(Participant place) {
    return "%s (%s, %s)".formatted(place.name(), place.node(), place.endpoint());
  }

  private <T> T timed(String what, Supplier<T> work) {
    long begin = System.nanoTime();
    T result = work.get();
    report.done(what, Duration.ofNanos(System.nanoTime() - begin));
    return result;
  }
}
