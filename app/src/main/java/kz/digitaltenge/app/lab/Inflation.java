package kz.digitaltenge.app.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.NodeSetting;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.KeyCertificate;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryConnections;
import kz.digitaltenge.notary.client.NotaryMembers;

/// A bank's own cheat: it has what lies in its own place of a data folder (certificate, identity
/// key, vault), and it keeps no rule. It speaks to the notary as any node does. The vaults of a
/// sandbox are in one database server, whose password it uses; it touches no other's.
final class Inflation {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration WINDOW_BEFORE_NOW = Duration.ofSeconds(30);
  private static final Duration WINDOW_AFTER_NOW = Duration.ofSeconds(60);

  /// Log positions that its attesting key is good for; a sandbox does not come so far.
  private static final long POSITIONS = 1_000_000_000;

  private final NodeSetting setting;
  private final OwnCoins coins;
  private final Machine machine;

  private Inflation(NodeSetting setting, OwnCoins coins, Machine machine) {
    this.setting = setting;
    this.coins = coins;
    this.machine = machine;
  }

  /// What was made.
  ///
  /// @param before what the token was worth
  /// @param more what it is worth more now
  record Made(
      NodeId bank,
      Amount before,
      Amount more,
      TransactionId transaction,
      StateRef token,
      long position) {}

  /// By a bank whose node a sandbox runs in the folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when a file that it needs is not there
  static Inflation of(DataFolder folder, NodeId bank, Machine machine) {
    var database = RunningDatabase.of(folder, bank);
    return new Inflation(
        new RoleFiles(folder, machine).node(bank, database), new OwnCoins(database, bank), machine);
  }

  /// @throws kz.digitaltenge.api.error.PlatformException when the bank has no token, or the notary
  ///   does not answer
  Made make(Amount more) {
    OwnCoins.Coin coin = coins.largest(setting.keys().seed(NodeKeys.SEALING));
    if (more.tiyn() > Amount.MAX_TIYN - coin.amount().tiyn()) {
      throw TypedText.malformed("AMOUNT", "with it the token would be worth more than any can be");
    }
    Signer attesting =
        machine.cryptography().ed25519().signer(Seed.of(machine.entropy().bytes(Seed.SIZE_BYTES)));
    var inflated =
        new Token(
            coin.asset(),
            coin.amount().plus(more),
            Optional.empty(),
            new Condition.Signed(attesting.publicKey()),
            setting.self());
    Transaction transaction = transaction(coin, inflated);
    FinalityProof proof =
        finality(
            NotaryRequest.notarise(
                transaction,
                List.of(new TagOpening(setting.self(), coin.tagNonce())),
                attestations(transaction.id(), attesting)));
    return new Made(
        setting.self(),
        coin.amount(),
        more,
        transaction.id(),
        transaction.output(0),
        proof.position());
  }

  private Transaction transaction(OwnCoins.Coin coin, Token inflated) {
    Instant now = machine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    var header =
        new TransactionHeader(
            networkId(),
            parameters().epoch(),
            new TimeWindow(now.minus(WINDOW_BEFORE_NOW), now.plus(WINDOW_AFTER_NOW)),
            1,
            1);
    Hash nonce = Hash.of(machine.entropy().bytes(Hash.SIZE_BYTES));
    var payment = new PaymentId("lab-" + nonce.hex().substring(0, 16));
    return new Transaction(
        Bytes.ofTrusted(machine.entropy().bytes(Transaction.SALT_SIZE_BYTES)),
        header,
        List.of(coin.ref()),
        List.of(inflated),
        List.of(CustodianTag.of(networkId(), setting.self(), nonce)),
        List.of(),
        List.of(new Intent.Move(payment, 1)));
  }

  /// Its word that it checked all of it, as the payer and as the payee.
  private List<Attestation> attestations(TransactionId id, Signer attesting) {
    Signer identity = NodeKeys.signer(setting.keys(), NodeKeys.IDENTITY, machine.cryptography());
    KeyCertificate certificate =
        KeyCertificate.issue(
            networkId(), setting.self(), attesting.publicKey(), 0, POSITIONS, identity);
    int epoch = parameters().epoch();
    return Attestation.sign(
        networkId(),
        attesting,
        certificate,
        List.of(
            new Attestation.Item(epoch, Role.RECEIVE, id),
            new Attestation.Item(epoch, Role.SPEND, id)));
  }

  private FinalityProof finality(NotaryRequest request) {
    return switch (submit(request)) {
      case NotaryAnswer.Final(FinalityProof proof) -> proof;
      case NotaryAnswer.Voided _ ->
          throw TypedText.malformed(
              "--bank",
              "its largest token is spent already, by another payment or by this command before");
      case NotaryAnswer.Refused(NotaryRefusal reason, String evidence) ->
          throw TypedText.malformed(
              "--bank", "the notary refused, %s: %s".formatted(reason, evidence));
      case NotaryAnswer.Never _,
          NotaryAnswer.Archived _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ ->
          throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "it decided nothing")
              .exception();
    };
  }

  private NotaryAnswer submit(NotaryRequest request) {
    try (var tasks = new VirtualThreadTasks("lab", Duration.ofSeconds(2));
        NotaryConnections connections =
            NotaryConnections.to(
                parameters().notary(), setting.tls(), StreamLimits.standard(), machine.threads())) {
      var notary =
          new NotaryClient(
              networkId(),
              NotaryMembers.fixed(connections.links(), _ -> parameters().headKeys()),
              machine.cryptography().signatures(),
              tasks,
              machine.clock(),
              NotaryClient.Patience.standard(),
              Optional.empty(),
              _ -> {},
              Accuser.NOBODY);
      return notary.submit(request).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(e);
    } catch (ExecutionException | TimeoutException e) {
      throw unanswered(e);
    }
  }

  private static PlatformException unanswered(Exception cause) {
    return Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", String.valueOf(cause.getMessage()))
        .exception(cause);
  }

  private Hash networkId() {
    return setting.parameters().getFirst().parameters().hash();
  }

  private NetworkParameters parameters() {
    return setting.parameters().getLast().parameters();
  }
}
