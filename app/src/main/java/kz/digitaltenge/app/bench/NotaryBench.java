package kz.digitaltenge.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.bench.SyntheticNetwork.Node;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;
import kz.digitaltenge.notary.core.RememberingVerifier;
import kz.digitaltenge.notary.server.MemberConfig;
import kz.digitaltenge.notary.server.NotaryServer;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;

/// The notary alone: one member over TLS with its log and state on disk, asked by one client.
///
/// Each request spends a token that an earlier one created and carries two attestations, signed in
/// batches as nodes do; making the requests is part of the load.
final class NotaryBench implements AutoCloseable {
  private static final int TOKENS = Transaction.OUTPUTS_MAX;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SIGNATURES_REMEMBERED = 4_000;
  private static final int SPLITS_AT_ONCE = 32;

  /// Tokens that wait to be split; the others stay.
  private static final int SOURCES_MAX = 1_024;

  private static final Batcher.Limits BATCHES = new Batcher.Limits(256, 8_192);

  private final SyntheticNetwork network;
  private final SyntheticMoney money;
  private final VirtualThreadTasks tasks =
      new VirtualThreadTasks("benchmark", Duration.ofSeconds(2));
  private final NotaryServer server;
  private final NotaryConnections connections;
  private final NotaryClient client;
  private final Batcher<Attestation.Item, Attestation> spends;
  private final Batcher<Attestation.Item, Attestation> receipts;
  private final ConcurrentLinkedQueue<StateRef> tokens = new ConcurrentLinkedQueue<>();

  NotaryBench(SyntheticNetwork network, Machine machine, Path folder) {
    this.network = network;
    this.money = new SyntheticMoney(network, machine);
    var authority =
        NetworkAuthority.create(
            folder.resolve("ca"), "benchmark", machine.entropy(), machine.clock());
    var member = network.view.current().notary().getFirst();
    this.server =
        NotaryServer.start(
            new MemberConfig(
                member.name(),
                authority.issue(CertificateRequest.notary(member.name())),
                Endpoint.parse(member.endpoint()),
                Endpoint.parse(member.raftEndpoint()),
                folder.resolve("notary"),
                network.genesis,
                network.genesis,
                network.headSigner,
                machine.cryptography().signatures(),
                machine.clock(),
                MemberConfig.Tuning.standard(1),
                Accuser.NOBODY),
            machine.threads());
    this.connections =
        NotaryConnections.to(
            network.view.current().notary(),
            authority.issue(CertificateRequest.node(SyntheticNetwork.PAYER.value())),
            StreamLimits.standard(),
            machine.threads());
    this.client =
        new NotaryClient(
            network.id(),
            NotaryMembers.fixed(connections.links(), _ -> network.view.current().headKeys()),
            new RememberingVerifier(machine.cryptography().signatures(), SIGNATURES_REMEMBERED),
            tasks,
            machine.clock(),
            NotaryClient.Patience.standard(),
            Optional.empty(),
            _ -> {},
            Accuser.NOBODY);
    this.spends = Batcher.of("spends", tasks, BATCHES, items -> attest(network.payer, items));
    this.receipts = Batcher.of("receipts", tasks, BATCHES, items -> attest(network.payee, items));
  }

  /// Creates the tokens that the run spends.
  void prepare() throws InterruptedException {
    if (!server.awaitReady(PATIENCE)) {
      throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "it did not start").exception();
    }
    Transaction first = money.first(TOKENS);
    var attestations =
        new ArrayList<>(attest(network.centralBank, List.of(item(first, Role.SPEND))));
    attestations.addAll(attest(network.payer, List.of(item(first, Role.RECEIVE))));
    var request = NotaryRequest.notarise(first, List.of(money.genesisOpening()), attestations);
    NotaryAnswer answer = tasks.await(client.submit(request), PATIENCE);
    if (!(answer instanceof NotaryAnswer.Final)) {
      throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", answer).exception();
    }
    for (int i = 0; i < TOKENS; i++) {
      tokens.add(first.output(i));
    }
  }

  /// Splits tokens until about so many references are live, and keeps an even sample of them to be
  /// spent, `kept` at most.
  void grow(long live, int kept) throws InterruptedException {
    var sources = new LinkedBlockingQueue<>(tokens);
    tokens.clear();
    var splits = new AtomicLong((live - TOKENS) / (TOKENS - 1));
    long each = Math.max(1, kept / Math.max(1, splits.get()));
    int step = (int) Math.max(1, TOKENS / each);
    BenchBanks.inParallel(
        SPLITS_AT_ONCE,
        number -> {
          while (splits.getAndDecrement() > 0) {
            split(Objects.requireNonNull(sources.poll()), sources, step);
          }
          return number;
        });
    // Live as well, if there are not enough of the others.
    tokens.addAll(sources);
  }

  long liveCount() {
    return server.operations().status().liveCount();
  }

  private void split(StateRef token, Queue<StateRef> sources, int step) {
    Transaction split = money.split(token, TOKENS);
    var spend = tasks.await(spends.submit(item(split, Role.SPEND)), PATIENCE);
    var request = NotaryRequest.notarise(split, List.of(money.opening()), List.of(spend));
    NotaryAnswer answer = tasks.await(client.submit(request), PATIENCE);
    if (!(answer instanceof NotaryAnswer.Final)) {
      throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", answer).exception();
    }
    for (int i = 0; i < TOKENS; i++) {
      if (i % step == 0) {
        tokens.add(split.output(i));
      } else if (sources.size() < SOURCES_MAX) {
        sources.add(split.output(i));
      }
    }
  }

  private static Attestation.Item item(Transaction transaction, Role role) {
    return new Attestation.Item(1, role, transaction.id());
  }

  /// One window under load.
  Slice measure(int inFlight, Duration warmUp, Duration window) throws InterruptedException {
    return new ClosedLoop(_ -> once(), new AtomicLong()).measure(inFlight, warmUp, window);
  }

  Figure run(int inFlight, Duration warmUp, Duration window) throws InterruptedException {
    return new ClosedLoop(_ -> once(), new AtomicLong()).run("notary", inFlight, warmUp, window);
  }

  private boolean once() {
    StateRef token = tokens.poll();
    if (token == null) {
      return false;
    }
    Transaction payment = money.payment(token, SyntheticMoney.WORTH);
    CompletableFuture<Attestation> spend = spends.submit(item(payment, Role.SPEND));
    CompletableFuture<Attestation> receive = receipts.submit(item(payment, Role.RECEIVE));
    var attestations = List.of(tasks.await(receive, PATIENCE), tasks.await(spend, PATIENCE));
    var request = NotaryRequest.notarise(payment, List.of(money.opening()), attestations);
    boolean done = tasks.await(client.submit(request), PATIENCE) instanceof NotaryAnswer.Final;
    if (done) {
      tokens.add(payment.output(1));
    }
    return done;
  }

  private List<Attestation> attest(Node node, List<Attestation.Item> items) {
    return Attestation.sign(network.id(), node.session(), node.certificate(), items);
  }

  @Override
  public void close() {
    connections.close();
    server.close();
    tasks.close();
  }
}
