package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.adapters.abs.IsoCoreBanking;
import kz.digitaltenge.adapters.abs.message.IsoCodec;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OfficersConversions;
import kz.digitaltenge.api.operator.OperatorServices;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.CentralBankInside;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.centralbank.ApprovalCheck;
import kz.digitaltenge.centralbank.ConvertingDesk;
import kz.digitaltenge.centralbank.MoneySupplyDesk;
import kz.digitaltenge.centralbank.MoneySupplyDesk.NodePlace;
import kz.digitaltenge.centralbank.SupplyKeys;
import kz.digitaltenge.centralbank.SupplyOperatorDesk;
import kz.digitaltenge.centralbank.block.BlockDesk;
import kz.digitaltenge.centralbank.block.OrderListener;
import kz.digitaltenge.centralbank.block.Proposal;
import kz.digitaltenge.centralbank.conversion.ConversionDesk;
import kz.digitaltenge.centralbank.conversion.ConversionPlace;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk.Cut;
import kz.digitaltenge.centralbank.conversion.LiabilityWatch;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.centralbank.conversion.NodeCustody;
import kz.digitaltenge.centralbank.conversion.OrderCheck;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.centralbank.conversion.ProvenPositions;
import kz.digitaltenge.centralbank.day.BanksPositions;
import kz.digitaltenge.centralbank.day.Calendars;
import kz.digitaltenge.centralbank.day.ConversionsReconciled;
import kz.digitaltenge.centralbank.day.DayBook;
import kz.digitaltenge.centralbank.day.DayDesk;
import kz.digitaltenge.centralbank.day.OperationalDays;
import kz.digitaltenge.centralbank.day.PostgresDays;
import kz.digitaltenge.centralbank.day.SupplyAtCut;
import kz.digitaltenge.centralbank.supply.FolderShelf;
import kz.digitaltenge.centralbank.supply.ProofShelf;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.notary.client.OrdersPublisher;
import org.jspecify.annotations.Nullable;

/// The central bank's node: issuance and redemption, and an account that banks pay into what is to
/// be redeemed.
public final class CentralBankRole implements AutoCloseable {
  static final String OWN_ACCOUNT = "redemption";

  /// In the name of a link.
  static final String CORE_BANKING = "core-banking";

  /// Of each wait for the core banking system; what is not answered in it is asked again.
  private static final Duration CORE_TIMEOUT = Duration.ofSeconds(5);

  /// Between two looks at open conversions, and at the day's end.
  private static final Duration ROUND = Duration.ofSeconds(2);

  /// By number, as the network parameters list them.
  private static final Set<String> OFFICERS =
      IntStream.rangeClosed(1, NodeKeys.OFFICERS)
          .mapToObj(String::valueOf)
          .collect(Collectors.toUnmodifiableSet());

  /// Who opens the first day.
  private static final String FOUNDER = "1";

  private final NodeRole node;
  private final CentralBankOperations desk;
  private final BlockDesk blocks;
  private final DayDesk dayDesk;
  private final OperationalDays days;
  private final NodeSetting setting;
  private final Machine machine;
  private final NodePlace place;
  private final SupplyProver prover;
  private final MoneySupplyDesk supply;
  private final @Nullable Converting converting;

  /// Conversions with what they need running.
  private record Converting(
      IsoCoreBanking core, LiabilityDesk liability, ConversionDesk desk, Rounds rounds) {}

  private CentralBankRole(
      NodeRole node,
      NodeSetting setting,
      Machine machine,
      SupplyProver prover,
      Confirmations confirmations) {
    this.node = node;
    this.setting = setting;
    this.machine = machine;
    this.place = place(node);
    this.prover = prover;
    this.supply = supply(place, setting, machine);
    var typed =
        new SupplyOperatorDesk(
            supply,
            prover,
            node.ownAccount(),
            node.parts().network(),
            NodeRole::ownAccount,
            node.blocks(),
            approvals());
    this.blocks = blocks(node, setting, machine);
    DayBook book = node.open(PostgresDays.open(setting.database()));
    var calendars = new Calendars(book, machine.businessClock());
    this.days =
        new OperationalDays(
            book,
            calendars,
            List.of(
                new SupplyAtCut(prover),
                new ConversionsReconciled(this::reconciled),
                new BanksPositions(prover::newest)),
            machine.businessClock(),
            ProofShelf.DAY);
    this.dayDesk = new DayDesk(days, calendars, OFFICERS, machine.businessClock());
    if (days.newest().isEmpty()) {
      calendars.takeOfficialYears(FOUNDER);
      var _ = days.open(FOUNDER);
    }
    switch (confirmations) {
      case Confirmations.OfCoreBanking banking -> {
        Converting connected = converting(banking);
        var watch =
            new LiabilityWatch(connected.liability(), place.tasks(), machine.businessClock());
        this.desk = new ConvertingDesk(typed, watch::at);
        this.converting = connected;
        prover.show(proven -> watch.look(Cut.of(proven)));
      }
      case Confirmations.Typed _ -> {
        this.desk = typed;
        this.converting = null;
      }
    }
  }

  /// Starts the node; it issues and redeems on typed confirmations when this returns, and proves
  /// the supply each minute.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `OFFICERS_KEY_WITH_NODE`
  public static CentralBankRole start(NodeSetting setting, Machine machine) {
    return start(setting, machine, SupplyProofs.EACH_MINUTE, new Confirmations.Typed());
  }

  /// The same, proving the supply as told, making money on the word that is told. Open conversions
  /// go on beside it; the core banking system need not be there yet.
  public static CentralBankRole start(
      NodeSetting setting, Machine machine, SupplyProofs proofs, Confirmations confirmations) {
    NodeKeys.requireNoOfficers(setting.keys());
    var node = new NodeRole(setting, OWN_ACCOUNT, machine);
    SupplyProver prover = prover(node, setting);
    var role = new CentralBankRole(node, setting, machine, prover, confirmations);
    node.start(role::offer);
    role.blocks.start();
    switch (proofs) {
      case EACH_MINUTE -> prover.start();
      case ON_DEMAND -> {}
    }
    role.observe();
    new Rounds("the operational day", ROUND, role.place.tasks(), role.days::keep).start();
    if (role.converting != null) {
      role.converting.rounds().start();
    }
    return role;
  }

  private void observe() {
    String self = setting.self().value();
    Optional<Converting> connected = Optional.ofNullable(converting);
    var inside =
        new CentralBankInside(
            () -> connected.map(each -> each.desk().officer("monitoring").open()).orElse(List.of()),
            () -> connected.flatMap(each -> each.liability().newest()),
            days::newest);
    var _ = node.open(machine.meters().centralBanks().inside(self, inside));
    connected.ifPresent(
        each -> {
          var _ = node.open(machine.meters().links().of(self, CORE_BANKING, each.core()::trouble));
        });
  }

  private StreamServer.Builder offer(StreamServer.Builder server) {
    NodeId own = setting.self();
    StreamServer.Builder more =
        OperatorServices.offer(
            OperatorServices.offer(OperatorServices.offer(server, desk, own), blocks, own),
            dayDesk,
            own,
            NodeKeys::officerNumber);
    return converting == null ? more : OperatorServices.offer(more, converting.desk()::of, own);
  }

  private Converting converting(Confirmations.OfCoreBanking banking) {
    var core =
        new IsoCoreBanking(
            banking.accounts(),
            new Caller(
                new TlsSockets(setting.tls()),
                new Caller.Place(banking.endpoint(), banking.name(), CORE_TIMEOUT)),
            new IsoCodec(),
            machine.businessClock());
    ConversionPlace where = conversionPlace(core);
    PostgresConversions book = node.open(PostgresConversions.open(setting.database()));
    Conversions conversions = conversions(book, where);
    return new Converting(
        core,
        new LiabilityDesk(conversions, book, ProofShelf.DAY, machine.businessClock()),
        new ConversionDesk(conversions, place.network(), CoreBankingPlan.ZONE),
        new Rounds(
            "conversions",
            ROUND,
            place.tasks(),
            () -> {
              var _ = conversions.resume();
            }));
  }

  /// Officers as the network parameters name them now.
  private ApprovalCheck approvals() {
    Supplier<NetworkView> network = place.network();
    return new ApprovalCheck(
        network.get().networkId(),
        () -> network.get().current().terms(place.asset()).orElseThrow(),
        node.parts().verifier().once());
  }

  private static SupplyProver prover(NodeRole node, NodeSetting setting) {
    return new SupplyProver(
        node.parts(),
        new SupplyProver.Place(
            node.cuts(),
            node.cutPeers(),
            node.notaryCuts(),
            node::chain,
            node.identity(),
            new FolderShelf(setting.supply())));
  }

  private Optional<LiabilityLine> reconciled() {
    return Optional.ofNullable(converting)
        .map(
            each ->
                each.liability()
                    .lookNow(prover.last().map(Cut::of), () -> Cut.of(prover.proveAlone())));
  }

  private static BlockDesk blocks(NodeRole node, NodeSetting setting, Machine machine) {
    List<OrderListener> more =
        setting.idCentre().stream()
            .map(centre -> node.open(new CentreOrders(setting, centre, machine)).listener())
            .toList();
    return new BlockDesk(
        node.blocks(),
        new Proposal(setting.orders().resolve("proposal.cbor")),
        node.parts(),
        node.orderPeers(),
        more,
        // Made anew for each use: the notary's members may change.
        orders ->
            new OrdersPublisher(node.notaryLinks(), node.parts().tasks()).bringUpToDate(orders));
  }

  private static NodePlace place(NodeRole node) {
    NodeParts parts = node.parts();
    Asset tenge = parts.network().get().current().assets().getFirst().asset();
    return new NodePlace(
        tenge,
        node.ownAccount(),
        parts.vault(),
        node.flows().transactions(),
        parts.network(),
        parts.tasks());
  }

  private static MoneySupplyDesk supply(NodePlace place, NodeSetting setting, Machine machine) {
    var keys =
        new SupplyKeys(
            NodeKeys.signer(setting.keys(), NodeKeys.ISSUANCE, machine.cryptography()),
            owner ->
                NodeKeys.former(setting.keys(), NodeKeys.ISSUANCE, owner, machine.cryptography()));
    return new MoneySupplyDesk(place, keys);
  }

  /// Conversions of this node against a core banking system, remembered in the node's database.
  /// Whoever starts them resumes them.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public Conversions conversions(NbrkCoreBanking core) {
    PostgresConversions book = node.open(PostgresConversions.open(setting.database()));
    return conversions(book, conversionPlace(core));
  }

  private Conversions conversions(PostgresConversions book, ConversionPlace where) {
    return new Conversions(book, where, days, node.blocks(), machine.businessClock());
  }

  private ConversionPlace conversionPlace(NbrkCoreBanking core) {
    return new ConversionPlace(
        core,
        supply,
        new NodeCustody(place, node.payments(Origin.REDEMPTION)),
        new ProvenPositions(prover, place.tasks(), machine.clock()),
        new ConversionPlace.Approvals(approvals(), NodeKeys::officer),
        bank ->
            place
                .network()
                .get()
                .current()
                .participant(bank)
                .map(participant -> Accounts.own(participant.bankCode())),
        new OrderCheck(place.network(), machine.cryptography().signatures(), machine.clock()));
  }

  public NodeOperations operations() {
    return node.operations();
  }

  /// Where officers bring orders.
  public BlockOperations blocks() {
    return blocks;
  }

  /// Where officers keep calendars and days.
  public DayOperations days() {
    return dayDesk;
  }

  public CentralBankOperations desk() {
    return desk;
  }

  /// Conversions as an officer asks for them in this process.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `CORE_BANKING_MISSING` when money is made
  ///   on typed confirmations
  public OfficersConversions conversions(String officer) {
    if (converting == null) {
      throw Problem.of(ErrorCode.CORE_BANKING_MISSING).exception();
    }
    return converting.desk().officer(officer);
  }

  /// Completes when the vault can no longer vouch for its writes; the process should end then.
  public CompletableFuture<VaultException> failure() {
    return node.failure();
  }

  @Override
  public void close() {
    node.close();
    if (converting != null) {
      converting.core().close();
    }
  }
}
