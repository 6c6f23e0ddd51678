package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.OperatorServices;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.observe.MeteredNotary;
import kz.digitaltenge.app.observe.MeteredPayments;
import kz.digitaltenge.app.observe.MeteredPeers;
import kz.digitaltenge.app.observe.MeteredSteps;
import kz.digitaltenge.app.observe.NodeInside;
import kz.digitaltenge.app.observe.NodeMeters;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.node.account.Account;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.account.DerivedKeys;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.block.FolderOrders;
import kz.digitaltenge.node.customer.Customers;
import kz.digitaltenge.node.customer.PostgresCustomers;
import kz.digitaltenge.node.evidence.FolderEvidence;
import kz.digitaltenge.node.operator.OperatorDesk;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.Attestor;
import kz.digitaltenge.node.payment.NodeFlows;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.payment.VaultProblems;
import kz.digitaltenge.node.peer.CutPeers;
import kz.digitaltenge.node.peer.OrderPeers;
import kz.digitaltenge.node.peer.PeerService;
import kz.digitaltenge.node.peer.StreamPeers;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.request.RequestBook;
import kz.digitaltenge.node.request.Requests;
import kz.digitaltenge.node.supply.CutStatements;
import kz.digitaltenge.node.vault.PostgresVault;
import kz.digitaltenge.node.vault.VaultAccounts;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.core.RememberingVerifier;
import org.jspecify.annotations.Nullable;

/// What every node is made of, the central bank's too. Starting fills the memory from the vault and
/// goes on with what a stop or a kill interrupted; stopping closes what was opened last first.
final class NodeRole implements AutoCloseable {
  private static final Duration TASKS_STOP_TIMEOUT = Duration.ofSeconds(5);

  /// Heads, key certificates and roots of batches come again and again; some seconds of them.
  private static final int SIGNATURES_REMEMBERED = 4_000;

  private final NodeSetting setting;
  private final Machine machine;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final NetworkWatch network;
  private final VirtualThreadTasks tasks;
  private final RememberingVerifier verifier;
  private final FolderEvidence evidence;
  private final BlockBook blocks;
  private final PostgresVault vault;
  private final NodeMeters.Node meter;
  private final Accounts accounts;
  private final Account own;
  private final NodeParts parts;
  private final NodeFlows flows;
  private final StreamPeers peers;
  private final NodeNotary notary;
  private final CutStatements cuts;
  private final OperatorDesk desk;
  private final Optional<Customers> customers;
  private final Optional<Mandating.Books> books;
  private @Nullable Requests requests;

  /// @param ownAccount the name of the node's own account, the first that it opens
  NodeRole(NodeSetting setting, String ownAccount, Machine machine) {
    this.setting = setting;
    this.machine = machine;
    this.network =
        NetworkWatch.of(
            setting.parameters().getFirst().parameters().hash(),
            setting.parameters(),
            machine.cryptography().signatures());
    this.evidence =
        FolderEvidence.open(
            setting.evidence(),
            setting.self().value(),
            network::chain,
            machine.cryptography().signatures(),
            machine.clock());
    this.blocks =
        BlockBook.open(
            network::chain,
            machine.cryptography().signatures(),
            machine.clock(),
            new FolderOrders(setting.orders()));
    this.verifier =
        new RememberingVerifier(machine.cryptography().signatures(), SIGNATURES_REMEMBERED);
    this.meter = machine.meters().nodes().of(setting.self().value());
    this.vault = open(openVault());
    try {
      NodeMemory memory = NodeMemory.open(vault, setting, machine);
      // Opened after the vault and so closed before it: no task finds a closed vault.
      this.tasks = open(new VirtualThreadTasks("node " + setting.self(), TASKS_STOP_TIMEOUT));
      this.accounts =
          Accounts.load(self().bankCode(), new VaultAccounts(vault), tasks, machine.clock());
      this.own = openOwn(ownAccount);
      PeerLinks links = open(new PeerLinks(setting.tls(), network, machine.threads()));
      this.peers = links.peers();
      this.notary =
          open(
              NodeNotary.of(
                  setting, machine, network, verifier, tasks, memory.newestHead(), evidence));
      var purse = new Purse(HousekeepingPolicy.USUAL);
      this.books = Mandating.Books.open(this, setting.database(), self().kind());
      this.customers = books.map(kept -> customers(kept, memory, purse));
      this.parts = parts(memory, notary.client(), purse);
      this.flows = new NodeFlows(parts);
      this.cuts = new CutStatements(parts, flows, notary.cuts(), identity());
      this.desk = new OperatorDesk(parts, accounts, payments(Origin.CUSTOMER), cuts::notice);
      var _ =
          open(
              machine
                  .meters()
                  .nodes()
                  .inside(
                      setting.self().value(),
                      new NodeInside(
                          vault::writes,
                          purse::size,
                          flows::unresolvedReceipts,
                          links::up,
                          cuts::notice)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// The account that a node opens first, for itself: a bank's stock, at the central bank the
  /// account that redemptions are paid into.
  static AccountId ownAccount(Participant participant) {
    return Accounts.own(participant.bankCode());
  }

  /// Goes on with what was interrupted, and opens the port.
  ///
  /// @param more services beside those that every node offers
  void start(UnaryOperator<StreamServer.Builder> more) {
    try {
      flows.start();
      var server =
          StreamServer.builder(
                  Endpoint.parse(self().endpoint()),
                  setting.tls(),
                  StreamLimits.standard(),
                  machine.threads())
              .service(
                  PeerService.NAME,
                  PeerIdentity::isNode,
                  requests != null
                      ? new PeerService(
                          flows.desk(),
                          cuts,
                          blocks,
                          customers.orElseThrow().payees(),
                          requests,
                          tasks)
                      : new PeerService(flows.desk(), cuts, blocks, tasks));
      NodeId centralBank = network.get().current().centralBank().node();
      open(more.apply(OperatorServices.offer(server, desk, setting.self(), centralBank)).start());
      customers.ifPresent(Customers::start);
    } catch (VaultException e) {
      close();
      throw VaultProblems.of(e, setting.self()).exception(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Requests to pay of a bank's customers; a bank's node needs them to start.
  ///
  /// @param paying how they are paid by the payments that are counted as theirs
  Requests requests(RequestBook book, UnaryOperator<PaymentService> paying) {
    requests = new Requests(book, parts, paying.apply(payments(Origin.REQUEST)), peers);
    return requests;
  }

  /// Pays for one kind of those who order payments, counted as such.
  PaymentService payments(Origin origin) {
    return new MeteredPayments(flows.payments(), meter, origin);
  }

  NodeOperations operations() {
    return desk;
  }

  /// Empty at the central bank, which has no customers.
  Optional<CustomerOperations> customers() {
    return customers.map(Customers::desk);
  }

  Mandating mandating(Telling telling) {
    return Mandating.of(this, telling, customers.orElseThrow(), machine);
  }

  Mandating.Books books() {
    return books.orElseThrow();
  }

  /// The name that an account's payers see.
  Optional<String> disclosed(AccountId account) {
    return customers
        .flatMap(known -> known.disclosed(account))
        .or(() -> parts.names().apply(account));
  }

  NodeParts parts() {
    return parts;
  }

  CutStatements cuts() {
    return cuts;
  }

  CutPeers cutPeers() {
    return peers;
  }

  NotaryCuts notaryCuts() {
    return notary.cuts();
  }

  List<SignedParameters> chain() {
    return network.chain();
  }

  /// The central bank's orders as this node keeps them.
  BlockBook blocks() {
    return blocks;
  }

  OrderPeers orderPeers() {
    return peers;
  }

  Map<String, Link> notaryLinks() {
    return notary.links();
  }

  Signer identity() {
    return NodeKeys.signer(setting.keys(), NodeKeys.IDENTITY, machine.cryptography());
  }

  NodeFlows flows() {
    return flows;
  }

  AccountId ownAccount() {
    return own.id();
  }

  /// Completes when the vault can no longer vouch for its writes; the process should end then.
  CompletableFuture<VaultException> failure() {
    return vault.failure();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.getLogger(NodeRole.class.getName())
            .log(System.Logger.Level.WARNING, "A part of " + setting.self() + " did not close", e);
      }
    }
  }

  private PostgresVault openVault() {
    try {
      return PostgresVault.open(setting.database(), setting.self().value());
    } catch (VaultException e) {
      throw VaultProblems.atStart(e, setting.self()).exception(e);
    }
  }

  private Account openOwn(String name) {
    Account account = accounts.open(name, name);
    AccountId expected = ownAccount(self());
    if (!account.id().equals(expected)) {
      // The others know this number without asking; money sent to it must arrive.
      throw new IllegalStateException(
          "The own account of %s is %s, not %s".formatted(setting.self(), account.id(), expected));
    }
    return account;
  }

  private Customers customers(Mandating.Books kept, NodeMemory memory, Purse purse) {
    var place =
        new Customers.Place(
            setting.self(),
            own.id(),
            accounts,
            purse,
            vault,
            tasks,
            machine.clock(),
            machine.businessClock(),
            blocks);
    var setup =
        new CustomerSetup(
            setting, machine, place, memory.seed(), peers, identity(), network, verifier);
    var book = open(PostgresCustomers.open(setting.database(), kept.outbox()));
    return setup.open(book, this::open);
  }

  private NodeParts parts(NodeMemory memory, NotaryClient notary, Purse purse) {
    var keys = new DerivedKeys(memory.seed(), machine.cryptography().ed25519());
    var attestor =
        new Attestor(
            networkId(),
            setting.self(),
            identity(),
            () ->
                machine
                    .cryptography()
                    .ed25519()
                    .signer(Seed.of(machine.entropy().bytes(Seed.SIZE_BYTES))),
            () -> notary.newestHead().map(head -> head.head().size()).orElse(0L));
    return new NodeParts(
        setting.self(),
        vault,
        purse,
        keys,
        keys,
        account -> accounts.find(account).map(Account::name),
        network,
        attestor,
        new MeteredNotary(notary, meter),
        new MeteredPeers(peers, meter),
        verifier,
        tasks,
        machine.clock(),
        machine.entropy(),
        new MeteredSteps(setting.steps(), meter),
        blocks,
        evidence,
        customers
            .map(known -> setting.guarding().apply(books().mandates().guarding(known.guard())))
            .orElse(AccountGuard.NONE));
  }

  private Hash networkId() {
    return network.get().networkId();
  }

  private Participant self() {
    return network
        .get()
        .current()
        .participant(setting.self())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    setting.self() + " is no participant of this network"));
  }

  /// Closes the part when the node stops, before what was opened earlier.
  <T extends AutoCloseable> T open(T part) {
    opened.push(part);
    return part;
  }
}
