package kz.digitaltenge.testing.dishonest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamServer;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Draft;
import kz.digitaltenge.ledger.testkit.Spendable;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.PeerService;
import kz.digitaltenge.node.peer.Peers;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.peer.StreamPeers;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;

/// A participant with its own valid keys, certificate and money, and none of the rules: it sends
/// its peers and the notary whatever a test wants, over the same streams as an honest one.
///
/// It answers at its own endpoint, honestly unless its [CrookedDesk] is told otherwise, because it
/// must be paid before it can spend.
public final class DishonestBank implements AutoCloseable {
  /// What each of its coins is worth.
  public static final Amount COIN = Amount.ofTenge(100);

  private static final int COINS = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long POSITIONS = 10_000_000;

  /// So long ago that the payee's node asks the notary at once.
  private static final Duration WINDOW_FROM = Duration.ofSeconds(40);

  private static final Duration WINDOW_UNTIL = Duration.ofSeconds(20);

  private final HonestNetwork network;
  private final NodeId self;
  private final TlsIdentity tls;
  private final Signer identity;
  private final Parts parts = new Parts();
  private final NetworkThreads threads;
  private final Signer attesting;
  private final KeyCertificate certificate;
  private final CrookedDesk desk;
  private final CrookedBooks books;
  private final Peers peers;
  private final NotaryClient notary;
  private final List<Coin> coins = new ArrayList<>();
  private final List<SignedHead> heads = new ArrayList<>();
  private final Map<String, StreamClient> links = new ConcurrentHashMap<>();
  private final AtomicInteger payments = new AtomicInteger();

  private DishonestBank(HonestNetwork network, NodeId self) {
    this.network = network;
    this.self = self;
    this.tls = network.founding().tls(self);
    this.identity =
        NodeKeys.signer(
            network.founding().keys(self), NodeKeys.IDENTITY, network.machine().cryptography());
    this.threads = parts.start(() -> NetworkThreads.start(1));
    this.attesting = freshSigner();
    this.certificate = certificate(self, 0, POSITIONS);
    this.desk = new CrookedDesk(this);
    this.books = new CrookedBooks(this, identity);
    var tasks = parts.start(() -> new VirtualThreadTasks("crook", Duration.ofSeconds(2)));
    this.peers = new StreamPeers(this::link);
    this.notary = notary(tasks);
    parts.start(
        () ->
            StreamServer.builder(
                    Endpoint.parse(participant(self).endpoint()),
                    tls,
                    StreamLimits.standard(),
                    threads)
                .service(
                    PeerService.NAME, PeerIdentity::isNode, new PeerService(desk, books, tasks))
                .start());
  }

  /// Plays a participant that does not run, with money that the central bank issued to it.
  public static DishonestBank start(HonestNetwork network, NodeId self) {
    var bank = new DishonestBank(network, self);
    bank.fund();
    return bank;
  }

  public NodeId id() {
    return self;
  }

  public HonestNetwork network() {
    return network;
  }

  public CrookedDesk desk() {
    return desk;
  }

  /// What it says at a cut.
  public CrookedBooks books() {
    return books;
  }

  public Hash networkId() {
    return network.founding().chain().getFirst().parameters().hash();
  }

  public int epoch() {
    return network.parameters().epoch();
  }

  /// An account number of this bank; any will do.
  public AccountId account(int number) {
    return AccountId.of(participant(self).bankCode(), "%013d".formatted(number));
  }

  /// A coin that nothing has spent yet.
  public Coin coin() {
    return coins.removeLast();
  }

  /// A head of the log from before its coins were made.
  public SignedHead earlyHead() {
    return heads.getFirst();
  }

  /// An empty transaction of the present.
  public Draft draft() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Draft(networkId(), freshHash())
        .epoch(epoch())
        .window(new TimeWindow(now.minus(WINDOW_FROM), now.plus(WINDOW_UNTIL)));
  }

  /// So that *never* is certain in a few seconds.
  public static Draft shortly(Draft draft) {
    TimeWindow window = draft.transaction().header().window();
    return draft.window(
        new TimeWindow(window.from(), window.until().minus(WINDOW_UNTIL.minusSeconds(4))));
  }

  /// Asks an honest bank where to pay.
  public Deal agree(NodeId bank, AccountId payee) {
    return agree(bank, payee, new PaymentId("crook-" + payments.incrementAndGet()), 1);
  }

  public Deal agree(NodeId bank, AccountId payee, PaymentId payment, int attempt) {
    var prepared = await(peers.prepare(bank, new Prepare(payment, attempt, payee)));
    return new Deal(bank, payee, payment, attempt, prepared);
  }

  /// Pays `amount` out of the coin, honestly: output 0 is the payee's, output 1 the change.
  public Draft payment(Deal deal, Coin coin, Amount amount) {
    Amount change = coin.spendable().token().amount().minus(amount);
    return draft()
        .input(coin.spendable())
        .output(token(amount, deal.prepared().condition(), deal.bank()))
        .tag(0, deal.prepared().tag())
        .output(token(change, coin.owner().publicKey(), self))
        .intent(deal.intent())
        .signedBy(coin.owner());
  }

  /// Pays all of the coin, honestly.
  public Draft wholePayment(Deal deal, Coin coin) {
    return draft()
        .input(coin.spendable())
        .output(token(coin.spendable().token().amount(), deal.prepared().condition(), deal.bank()))
        .tag(0, deal.prepared().tag())
        .intent(deal.intent())
        .signedBy(coin.owner());
  }

  /// Moves the coin within this bank.
  public Draft onUs(Coin coin) {
    return draft()
        .input(coin.spendable())
        .output(token(coin.spendable().token().amount(), coin.owner().publicKey(), self))
        .intent(new Intent.Move(new PaymentId("own-" + payments.incrementAndGet()), 1))
        .signedBy(coin.owner());
  }

  /// Throws what the peer refused with.
  public Attestation propose(Deal deal, Draft draft) {
    return propose(deal, draft.signed(), draft.provenance);
  }

  public Attestation propose(Deal deal, SignedTransaction signed, List<Provenance> provenance) {
    return await(proposing(deal, signed, provenance));
  }

  public CompletableFuture<Attestation> proposing(
      Deal deal, SignedTransaction signed, List<Provenance> provenance) {
    return peers.propose(
        deal.bank(), new Propose(deal.payment(), deal.attempt(), deal.payee(), signed, provenance));
  }

  public Attestation attest(Role role, TransactionId id) {
    return attest(networkId(), epoch(), certificate, role, id);
  }

  public Attestation attest(
      Hash networkId, int epoch, KeyCertificate key, Role role, TransactionId id) {
    var item = new Attestation.Item(epoch, role, id);
    return Attestation.sign(networkId, attesting, key, List.of(item)).getFirst();
  }

  /// Certifies the attesting key in anybody's name, with this bank's identity.
  public KeyCertificate certificate(NodeId name, long first, long until) {
    return KeyCertificate.issue(networkId(), name, attesting.publicKey(), first, until, identity);
  }

  public NotaryAnswer notarise(
      Transaction transaction, List<TagOpening> openings, List<Attestation> attestations) {
    return submit(NotaryRequest.notarise(transaction, openings, attestations));
  }

  /// Has an own spend notarised as an honest bank would.
  public NotaryAnswer notarise(Draft draft, Coin coin, Attestation... others) {
    Transaction transaction = draft.transaction();
    var attestations = new ArrayList<>(List.of(others));
    attestations.add(attest(Role.SPEND, transaction.id()));
    return notarise(transaction, List.of(coin.opening()), attestations);
  }

  public NotaryAnswer submit(NotaryRequest request) {
    return await(notary.submit(request));
  }

  public NotaryAnswer status(Transaction transaction) {
    return await(notary.status(transaction.tearOff(Set.of())));
  }

  public void deliver(NodeId bank, FinalityProof proof) {
    var _ = await(peers.deliver(bank, proof));
  }

  /// Any bytes to a peer's port, as this bank.
  public CompletableFuture<byte[]> send(NodeId bank, int kind, byte[] body) {
    return link(bank).call(kind, body);
  }

  /// Any bytes to the notary's port, as this bank.
  public CompletableFuture<byte[]> sendNotary(int kind, byte[] body) {
    NotaryMember member = network.parameters().notary().getFirst();
    return link(member.endpoint(), member.name(), NotaryProtocol.SERVICE).call(kind, body);
  }

  public Peers peers() {
    return peers;
  }

  public NetworkThreads threads() {
    return threads;
  }

  public TlsIdentity tls() {
    return tls;
  }

  public Signer freshSigner() {
    return network
        .machine()
        .cryptography()
        .ed25519()
        .signer(Seed.of(network.machine().entropy().bytes(Seed.SIZE_BYTES)));
  }

  public Hash freshHash() {
    return Hash.of(network.machine().entropy().bytes(Hash.SIZE_BYTES));
  }

  public Token token(Amount amount, PublicKey owner, NodeId custodian) {
    return token(amount, new Condition.Signed(owner), custodian);
  }

  private Token token(Amount amount, Condition condition, NodeId custodian) {
    return new Token(tenge(), amount, Optional.empty(), condition, custodian);
  }

  public Asset tenge() {
    return network.parameters().assets().getFirst().asset();
  }

  public static <T> T await(CompletableFuture<T> future) {
    return Waiting.on(future, TIMEOUT);
  }

  @Override
  public void close() {
    links.values().forEach(StreamClient::close);
    parts.close();
  }

  private void fund() {
    Amount total = Amount.ofTiyn(COIN.tiyn() * COINS);
    network.issue(self, total.toString(), "for-" + self);
    Coin whole = desk.awaitCoin(TIMEOUT);
    heads.add(((Provenance.Notarised) whole.spendable().provenance()).finality().head());
    Draft split = draft().input(whole.spendable()).signedBy(whole.owner());
    for (int i = 0; i < COINS; i++) {
      split.output(token(COIN, whole.owner().publicKey(), self));
    }
    split.intent(new Intent.Move(new PaymentId("split"), 1));
    var answer = notarise(split, whole, attest(Role.RECEIVE, split.transaction().id()));
    var proof = ((NotaryAnswer.Final) answer).proof();
    for (int i = 0; i < COINS; i++) {
      coins.add(output(split, i, whole.owner(), proof));
    }
    coins.forEach(books::holds);
    books.came(HonestNetwork.CENTRAL_BANK, total);
  }

  /// An output of an own transaction that is final.
  public Coin output(Draft draft, int index, Signer owner, FinalityProof proof) {
    Transaction transaction = draft.transaction();
    return new Coin(
        new Spendable(
            transaction.output(index),
            transaction.outputs().get(index),
            draft.tagNonce(index),
            new Provenance.Notarised(transaction.stateProof(index), proof)),
        owner);
  }

  private Participant participant(NodeId node) {
    return network.parameters().participant(node).orElseThrow();
  }

  private Link link(NodeId peer) {
    return link(participant(peer).endpoint(), peer.value(), PeerService.NAME);
  }

  private Link link(String endpoint, String name, String service) {
    return links.computeIfAbsent(
        name,
        _ ->
            new StreamClient(
                new StreamTarget(Endpoint.parse(endpoint), name, service),
                tls,
                StreamLimits.standard(),
                threads));
  }

  private NotaryClient notary(VirtualThreadTasks tasks) {
    NotaryConnections connections =
        parts.start(
            () ->
                NotaryConnections.to(
                    network.parameters().notary(), tls, StreamLimits.standard(), threads));
    return new NotaryClient(
        networkId(),
        NotaryMembers.fixed(connections.links(), _ -> network.parameters().headKeys()),
        network.machine().cryptography().signatures(),
        tasks,
        network.machine().clock(),
        NotaryClient.Patience.standard(),
        Optional.empty(),
        _ -> {},
        Accuser.NOBODY);
  }
}
