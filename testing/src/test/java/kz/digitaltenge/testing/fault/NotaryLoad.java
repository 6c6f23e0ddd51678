package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.client.NotaryClient;

/// A bank that asks the notary without a pause: chains of payments, each spending the one before,
/// and now and then one that spends what is gone. It keeps every answer and every head, to be held
/// against what the members say later.
final class NotaryLoad implements AutoCloseable {
  private static final NodeId BANK = ProcessNetwork.HALYK;
  private static final NodeId CENTRAL_BANK = ProcessNetwork.CENTRAL_BANK;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int CONFLICT_EACH = 8;
  private static final int ASKED_AGAIN_MAX = 200;
  private static final long END_SECONDS = 90;

  private final NotaryProcesses notary;
  private final NotaryClient client;
  private final Hash network;
  private final Hash nonce =
      Hash.sha256("load".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  private final Attesting bank;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> chains = new ArrayList<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicLong answers = new AtomicLong();
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final Map<Long, SignedHead> heads = new ConcurrentSkipListMap<>();
  private volatile long lastAnswerNanos;

  /// What the notary said last that settled nothing, for a test that failed.
  private volatile String unsettled = "";

  private final AtomicLong longestGapNanos = new AtomicLong();

  /// A terminal answer as its asker had it.
  private record Told(TearOff header, DecisionSummary decision) {}

  /// A node's session key, certified.
  private record Attesting(Signer session, KeyCertificate certificate) {}

  NotaryLoad(NotaryProcesses notary) {
    this.notary = notary;
    this.client = notary.client();
    this.network = notary.parameters().hash();
    this.bank = attesting(BANK);
    this.lastAnswerNanos = System.nanoTime();
  }

  private Attesting attesting(NodeId node) {
    var cryptography = notary.machine().cryptography();
    Signer identity = NodeKeys.signer(notary.keys(node), NodeKeys.IDENTITY, cryptography);
    Signer session =
        cryptography.ed25519().signer(Seed.of(notary.machine().entropy().bytes(Seed.SIZE_BYTES)));
    return new Attesting(
        session,
        KeyCertificate.issue(network, node, session.publicKey(), 0, Long.MAX_VALUE, identity));
  }

  /// Begins so many chains of payments.
  void start(int count) {
    Transaction first = opening(count);
    lastAnswerNanos = System.nanoTime();
    for (int i = 0; i < count; i++) {
      StateRef begin = first.output(i);
      chains.add(threads.submit(() -> chain(begin)));
    }
  }

  private Transaction opening(int count) {
    GenesisRegister register = GenesisRegister.of(network, kzt());
    Transaction first = transaction(register.ref(), count);
    var attestations =
        new ArrayList<>(attest(attesting(CENTRAL_BANK), List.of(item(Role.SPEND, first))));
    attestations.addAll(attest(bank, List.of(item(Role.RECEIVE, first))));
    var request =
        NotaryRequest.notarise(
            first, List.of(new TagOpening(CENTRAL_BANK, register.tagNonce())), attestations);
    assertThat(settled(request)).isInstanceOf(NotaryAnswer.Final.class);
    return first;
  }

  private static Asset kzt() {
    return new Asset(CENTRAL_BANK, "KZT");
  }

  private void chain(StateRef begin) {
    StateRef token = begin;
    for (int number = 1; !enough.get(); number++) {
      Transaction payment = transaction(token, 1);
      NotaryAnswer answer = settled(request(payment));
      assertThat(answer).isInstanceOf(NotaryAnswer.Final.class);
      if (number % CONFLICT_EACH == 0) {
        NotaryAnswer conflict = settled(request(transaction(token, 1)));
        assertThat(conflict).isInstanceOf(NotaryAnswer.Voided.class);
      }
      token = payment.output(0);
    }
  }

  private NotaryRequest request(Transaction payment) {
    return NotaryRequest.notarise(
        payment,
        List.of(new TagOpening(BANK, nonce)),
        attest(bank, List.of(item(Role.SPEND, payment), item(Role.RECEIVE, payment))));
  }

  private static Attestation.Item item(Role role, Transaction transaction) {
    return new Attestation.Item(1, role, transaction.id());
  }

  private List<Attestation> attest(Attesting node, List<Attestation.Item> items) {
    return Attestation.sign(network, node.session(), node.certificate(), items);
  }

  private Transaction transaction(StateRef input, int outputs) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var window = new TimeWindow(now.minusSeconds(60), now.plus(WINDOW));
    List<State> created = new ArrayList<>();
    List<Hash> tags = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      created.add(
          new State.Token(
              kzt(),
              Amount.ofTiyn(1),
              java.util.Optional.empty(),
              new Condition.Signed(bank.session().publicKey()),
              BANK));
      tags.add(CustodianTag.of(network, BANK, nonce));
    }
    return new Transaction(
        Bytes.ofTrusted(notary.machine().entropy().bytes(Transaction.SALT_SIZE_BYTES)),
        new TransactionHeader(network, 1, window, outputs, outputs),
        List.of(input),
        created,
        tags,
        List.of(),
        List.of(new Intent.Move(new PaymentId("load"), 1)));
  }

  /// Submits until the answer is the last word.
  private NotaryAnswer settled(NotaryRequest request) {
    while (true) {
      NotaryAnswer answer = await(client.submit(request));
      if (answer instanceof NotaryAnswer.Final(FinalityProof proof)) {
        return noted(request, answer, proof);
      }
      if (answer instanceof NotaryAnswer.Voided(FinalityProof proof)) {
        return noted(request, answer, proof);
      }
      assertThat(answer.isTerminal() || answer instanceof NotaryAnswer.Refused)
          .as("%s", answer)
          .isFalse();
      unsettled = answer.toString();
    }
  }

  private NotaryAnswer noted(NotaryRequest request, NotaryAnswer answer, FinalityProof proof) {
    long now = System.nanoTime();
    long gap = now - lastAnswerNanos;
    lastAnswerNanos = now;
    longestGapNanos.accumulateAndGet(gap, Math::max);
    answers.incrementAndGet();
    told.add(new Told(request.tearOff(), proof.decision()));
    noteHead(proof.head());
    return answer;
  }

  private void noteHead(SignedHead head) {
    SignedHead same = heads.putIfAbsent(head.head().size(), head);
    if (same != null) {
      assertThat(head.head().root()).isEqualTo(same.head().root());
    }
  }

  private static NotaryAnswer await(java.util.concurrent.CompletableFuture<NotaryAnswer> answer) {
    try {
      return answer.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  long answers() {
    return answers.get();
  }

  /// Waits until so many more answers have come.
  void awaitMore(int count) {
    long goal = answers() + count;
    Customers.await(
        () ->
            "%d more answers; %d missing, the last without one: %s%n%s"
                .formatted(count, goal - answers(), unsettled, notary.members().lastWords()),
        () -> answers() >= goal || failed());
    assertThat(failed()).as("a chain of payments ended").isFalse();
  }

  private boolean failed() {
    return chains.stream().anyMatch(chain -> chain.state() == Future.State.FAILED);
  }

  /// The longest time without any answer since it was asked last.
  Duration takeLongestGap() {
    return Duration.ofNanos(longestGapNanos.getAndSet(0));
  }

  /// Every chain ends with an answer.
  void finish() throws Exception {
    enough.set(true);
    for (Future<?> chain : chains) {
      chain.get(END_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// Each member says of every payment what was said at first.
  void requireNoAnswerChanged() {
    List<Told> all = List.copyOf(told);
    int step = Math.max(1, all.size() / ASKED_AGAIN_MAX);
    for (String member : notary.names()) {
      NotaryClient only = notary.clientOf(member);
      for (int i = 0; i < all.size(); i += step) {
        Told before = all.get(i);
        DecisionSummary now =
            switch (await(only.status(before.header()))) {
              case NotaryAnswer.Final(FinalityProof proof) -> proof.decision();
              case NotaryAnswer.Voided(FinalityProof proof) -> proof.decision();
              case NotaryAnswer other ->
                  throw new AssertionError("%s says %s".formatted(member, other));
            };
        assertThat(now).as("%s", member).isEqualTo(before.decision());
      }
    }
  }

  /// Every head that was shown belongs to the one log that the members have now.
  void requireNoHeadContradicted() throws Exception {
    List<SignedHead> all = List.copyOf(new TreeMap<>(heads).values());
    int step = Math.max(1, all.size() / ASKED_AGAIN_MAX);
    SignedHead newest = all.getLast();
    for (int i = 0; i < all.size(); i += step) {
      SignedHead old = all.get(i);
      byte[] sizes = NotaryProtocol.encodeNumbers(List.of(old.head().size(), newest.head().size()));
      byte[] proof =
          notary
              .link(notary.members().leader())
              .call(NotaryProtocol.CONSISTENCY, sizes)
              .get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      assertThat(
              MerkleTree.consistent(
                  old.head().size(),
                  old.head().root(),
                  newest.head().size(),
                  newest.head().root(),
                  NotaryProtocol.decodeHashes(proof)))
          .as("%s is continued by %s", old.head(), newest.head())
          .isTrue();
    }
  }

  @Override
  public void close() {
    enough.set(true);
    threads.shutdownNow();
  }
}
