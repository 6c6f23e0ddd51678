package kz.digitaltenge.testing.dishonest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.postgres.EmbeddedServer;
import kz.digitaltenge.app.role.BankRole;
import kz.digitaltenge.app.role.CentralBankRole;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.NodeSetting;
import kz.digitaltenge.app.role.NodeTables;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.NotarySetting;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.payment.PaymentSteps;
import kz.digitaltenge.testing.fault.FreePorts;

/// The central bank, two honest banks or more, and a member of the notary in this process, with
/// real sockets, mutual TLS and a real database. The other banks of the plan are participants that
/// do not run, so that a test can play one with its valid keys.
public final class HonestNetwork implements AutoCloseable {
  public static final NodeId CENTRAL_BANK = new NodeId("NBRKKZKX");
  public static final NodeId HALYK = new NodeId("HSBKKZKX");
  public static final NodeId CENTER_CREDIT = new NodeId("KCJBKZKX");

  /// Takes part and does not run.
  public static final NodeId EURASIAN = new NodeId("EURIKZKA");

  public static final String KZT = "KZT";

  private static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();
  private static final Duration NOTARY_TIMEOUT = Duration.ofSeconds(60);

  private final Parts parts = new Parts();
  private final DataFolder folder;
  private final Machine machine;
  private final Founding founding;
  private final NotaryRole notary;
  private final CentralBankRole centralBank;
  private final EmbeddedServer database;
  private final Map<NodeId, NodeOperations> nodes = new LinkedHashMap<>();
  private final Map<NodeId, BankRole> banks = new LinkedHashMap<>();

  private HonestNetwork(Path root, List<NodeId> banks) {
    folder = new DataFolder(root);
    database =
        parts.start(
            () ->
                EmbeddedServer.start(
                    folder.postgres(),
                    CACHE,
                    EmbeddedServer.ANY_PORT,
                    Entropy.from(new Random(1)),
                    _ -> {},
                    NodeTables.templates()));
    machine = parts.start(Machine::here);
    founding = Founding.of(folder, new NetworkPlan(FreePorts.forNetwork(), 1), machine);
    String member = parameters().notary().getFirst().name();
    notary =
        parts.start(
            () ->
                NotaryRole.start(
                    new NotarySetting(
                        member,
                        founding.tls(member),
                        founding.keys(member),
                        folder.notary(member),
                        founding.chain()),
                    machine));
    notary.awaitReady(NOTARY_TIMEOUT);
    centralBank = parts.start(() -> CentralBankRole.start(setting(CENTRAL_BANK), machine));
    nodes.put(CENTRAL_BANK, centralBank.operations());
    banks.forEach(this::startBank);
  }

  /// Founds a network in an empty folder and starts it; it holds no money.
  public static HonestNetwork start(Path root) {
    return start(root, List.of(HALYK, CENTER_CREDIT));
  }

  /// The same with these honest banks.
  public static HonestNetwork start(Path root, List<NodeId> banks) {
    return new HonestNetwork(root, banks);
  }

  public Founding founding() {
    return founding;
  }

  public DataFolder folder() {
    return folder;
  }

  public Machine machine() {
    return machine;
  }

  public NetworkParameters parameters() {
    return founding.chain().getLast().parameters();
  }

  public NodeOperations node(NodeId node) {
    return Objects.requireNonNull(nodes.get(node), node.value());
  }

  /// Those that run.
  public Map<NodeId, NodeOperations> nodes() {
    return nodes;
  }

  public NotaryOperations notary() {
    return notary.operations();
  }

  public CentralBankOperations centralBank() {
    return centralBank.desk();
  }

  /// The central bank's conversions against a core banking system.
  public Conversions conversions(NbrkCoreBanking core) {
    return centralBank.conversions(core);
  }

  /// As the first officer does it, who looks at a conversion and signs what is asked for.
  public Conversion approve(Conversions conversions, ConversionId id) {
    ApprovedStep step = conversions.toApprove(conversions.find(id).orElseThrow()).orElseThrow();
    return conversions.approve(id, OfficerApproval.sign(step, Officers.of(folder).signer(1)));
  }

  /// What a bank's node would sign.
  public SignedStockOrder signed(ConversionRequest request) {
    NetworkParameters now = parameters();
    var order =
        new StockOrder(
            founding.chain().getFirst().parameters().hash(),
            now.epoch(),
            request.id().bank(),
            new PaymentId(request.id().name()),
            switch (request.kind()) {
              case ISSUANCE -> StockOrder.Kind.ISSUANCE;
              case REDEMPTION -> StockOrder.Kind.REDEMPTION;
            },
            now.assets().getFirst().asset(),
            request.amount(),
            Instant.ofEpochMilli(machine.clock().millis()));
    return SignedStockOrder.sign(
        order,
        NodeKeys.signer(
            founding.keys(request.id().bank()), NodeKeys.IDENTITY, machine.cryptography()));
  }

  /// A bank's node is there again, with what it had.
  public void startBank(NodeId bank) {
    BankRole role = parts.start(() -> BankRole.start(setting(bank), machine));
    banks.put(bank, role);
    nodes.put(bank, role.operations());
  }

  /// A bank's node is away.
  public void stopBank(NodeId bank) {
    Objects.requireNonNull(banks.remove(bank), bank.value()).close();
    nodes.remove(bank);
  }

  /// New money for a bank.
  public void issue(NodeId bank, String amount, String confirmation) {
    IssueOrder order =
        Officers.of(folder).approved(new IssueOrder(bank.value(), amount, KZT, confirmation));
    // A bank that has just begun to listen may have been tried in vain a moment ago.
    Waiting.until(
        () -> order + " is final",
        () -> centralBank().issue(order) instanceof PayOutcome.Final,
        Duration.ofSeconds(20));
  }

  /// A customer with money out of the bank's stock.
  public AccountId customer(NodeId bank, String reference, String amount) {
    NodeOperations node = node(bank);
    String number = node.openAccount(new OpenAccount(reference, reference)).number();
    String stock = Accounts.own(node.status().bankCode()).value();
    var order = new PayOrder("fund-" + reference, stock, number, amount, KZT);
    // What was issued a moment ago may still be on its way to the stock.
    Waiting.until(
        () -> order + " is final",
        () -> node.pay(order) instanceof PayOutcome.Final,
        Duration.ofSeconds(20));
    return new AccountId(number);
  }

  @Override
  public void close() {
    parts.close();
  }

  private NodeSetting setting(NodeId node) {
    return new NodeSetting(
        node,
        founding.tls(node),
        founding.keys(node),
        database.database(
            DataFolder.database(node),
            NodeTables.template(
                node.equals(CENTRAL_BANK) ? Participant.Kind.CENTRAL_BANK : Participant.Kind.BANK)),
        founding.chain(),
        PaymentSteps.UNWATCHED,
        folder.evidence(node));
  }
}
