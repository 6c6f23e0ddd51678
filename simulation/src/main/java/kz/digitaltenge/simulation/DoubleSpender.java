package kz.digitaltenge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;

/// A bank that shows the notary what no honest node does: rival transactions that spend the same
/// token, at the same moment; a void and the transaction it is about; the same request again when
/// all is over. It has tokens of its own asset only, so that nobody else loses by it.
final class DoubleSpender {
  private static final Duration BEFORE = Duration.ofSeconds(30);
  private static final Duration AFTER = Duration.ofSeconds(60);
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE_MOST = Duration.ofSeconds(2);
  private static final long POSITIONS = 1L << 40;
  private static final int RIVALS_MAX = 3;
  private static final int OUTPUTS_MAX = 3;

  private final SimulatedNetwork network;
  private final Scheduler scheduler;
  private final Dice dice;
  private final Notary notary;
  private final Signer attesting;
  private final KeyCertificate certificate;
  private final Hash networkId;
  private final List<Coin> coins = new ArrayList<>();
  private long made;

  /// One of its tokens, with what opens its tag.
  private record Coin(StateRef ref, Hash nonce) {}

  /// One of several transactions that spend the same coin.
  private record Rival(Transaction transaction, List<Coin> brings, List<NotaryRequest> requests) {}

  DoubleSpender(SimulatedNetwork network) {
    this.network = network;
    this.scheduler = network.scheduler();
    this.dice = network.dice();
    NetworkParameters genesis = network.parties().genesis().parameters();
    this.networkId = genesis.hash();
    this.notary =
        network.client(
            Parties.DOUBLE_SPENDER, new Life(), scheduler::now, network.centralBank()::view);
    this.attesting =
        network.parties().signing().signer(SchemeId.ED25519, "key of the double spender");
    this.certificate =
        KeyCertificate.issue(
            networkId,
            Parties.DOUBLE_SPENDER,
            attesting.publicKey(),
            0,
            POSITIONS,
            network.parties().identity(Parties.DOUBLE_SPENDER));
    GenesisRegister register = GenesisRegister.of(networkId, Parties.GOLD);
    coins.add(new Coin(register.ref(), register.tagNonce()));
  }

  void start(Duration pauseMost, BooleanSupplier evening) {
    if (pauseMost.isPositive()) {
      var _ =
          scheduler.beside(
              "the double spender",
              () -> {
                while (!evening.getAsBoolean()) {
                  scheduler.pass(dice.upTo(pauseMost));
                  spendTwice(dice.pick(coins), evening);
                }
                return true;
              });
    }
  }

  private void spendTwice(Coin coin, BooleanSupplier evening) {
    var rivals = new ArrayList<Rival>();
    for (int i = 1 + dice.nextInt(RIVALS_MAX); i > 0; i--) {
      rivals.add(rival(coin));
    }
    var answers = new ArrayList<CompletableFuture<Boolean>>();
    for (Rival rival : rivals) {
      for (NotaryRequest request : rival.requests()) {
        answers.add(scheduler.beside("rival", () -> ask(rival, request, evening)));
      }
    }
    answers.forEach(answer -> scheduler.await(answer, Duration.ofHours(1)));
  }

  private Rival rival(Coin coin) {
    int outputs = 1 + dice.nextInt(OUTPUTS_MAX);
    var nonces = new ArrayList<Hash>();
    for (int i = 0; i < outputs; i++) {
      nonces.add(Hash.sha256(("nonce " + made++).getBytes(UTF_8)));
    }
    Transaction transaction = transaction(coin, nonces);
    var brings = new ArrayList<Coin>();
    for (int i = 0; i < outputs; i++) {
      brings.add(new Coin(transaction.output(i), nonces.get(i)));
    }
    network.watch().ownPaper(Parties.DOUBLE_SPENDER, new PaymentId("rival-" + made), transaction);
    return new Rival(transaction, brings, requests(transaction, coin));
  }

  private Transaction transaction(Coin coin, List<Hash> nonces) {
    Instant now = scheduler.now().truncatedTo(ChronoUnit.MILLIS);
    var header =
        new TransactionHeader(
            networkId,
            network.notary().furthest().core().standing().epoch(),
            new TimeWindow(now.minus(BEFORE), now.plus(AFTER)),
            nonces.size(),
            nonces.size());
    State output =
        new State.Token(
            Parties.GOLD,
            Amount.ofTiyn(1),
            Optional.empty(),
            new Condition.Signed(attesting.publicKey()),
            Parties.DOUBLE_SPENDER);
    var salt = new byte[Transaction.SALT_SIZE_BYTES];
    dice.nextBytes(salt);
    return new Transaction(
        Bytes.ofTrusted(salt),
        header,
        List.of(coin.ref()),
        nonces.stream().map(_ -> output).toList(),
        nonces.stream()
            .map(nonce -> CustodianTag.of(networkId, Parties.DOUBLE_SPENDER, nonce))
            .toList(),
        List.of(),
        List.of(new Intent.Housekeeping()));
  }

  /// What is asked for the transaction: to notarise it, mostly, or to void it, or both.
  private List<NotaryRequest> requests(Transaction transaction, Coin coin) {
    var opening = List.of(new TagOpening(Parties.DOUBLE_SPENDER, coin.nonce()));
    var notarise = NotaryRequest.notarise(transaction, opening, attest(transaction, Role.SPEND));
    var release = NotaryRequest.release(transaction, opening, attest(transaction, Role.VOID));
    return switch (dice.nextInt(6)) {
      case 0 -> List.of(release);
      case 1 -> List.of(release, notarise);
      case 2 -> List.of(notarise, notarise);
      default -> List.of(notarise);
    };
  }

  private List<Attestation> attest(Transaction transaction, Role role) {
    int epoch = transaction.header().epoch();
    return Attestation.sign(
        networkId,
        attesting,
        certificate,
        List.of(new Attestation.Item(epoch, role, transaction.id())));
  }

  /// Asks until the answer is the last word, and then perhaps once more.
  private boolean ask(Rival rival, NotaryRequest request, BooleanSupplier evening) {
    boolean over = false;
    while (!over && !(evening.getAsBoolean() && scheduler.now().isAfter(end(rival)))) {
      over = answered(rival, request);
      scheduler.pass(dice.upTo(PAUSE_MOST));
    }
    if (dice.nextBoolean()) {
      var _ = answered(rival, request);
    }
    return true;
  }

  private static Instant end(Rival rival) {
    return rival.transaction().header().window().until().plus(AFTER);
  }

  private boolean answered(Rival rival, NotaryRequest request) {
    try {
      NotaryAnswer answer = scheduler.await(notary.submit(request), ASK_TIMEOUT);
      if (answer instanceof NotaryAnswer.Final && !coins.containsAll(rival.brings())) {
        coins.addAll(rival.brings());
      }
      return answer.isTerminal() || answer instanceof NotaryAnswer.Refused;
    } catch (PlatformException e) {
      scheduler.note("hears nothing", Parties.DOUBLE_SPENDER, e.code());
      return false;
    }
  }
}
