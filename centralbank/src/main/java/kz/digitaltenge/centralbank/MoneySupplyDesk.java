package kz.digitaltenge.centralbank;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.Transactions;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Vault;
import kz.digitaltenge.node.vault.VaultException;
import kz.digitaltenge.node.vault.VaultRecord;

/// Makes and unmakes digital tenge (C03): each step consumes the asset's one issuance register and
/// creates its successor, under the issuance key; an issue carries what officers signed.
///
/// A step is named by its confirmation, so the same confirmation never works twice: the vault
/// refuses to commit a name again, whoever asks and after whatever crash. Steps are taken one at a
/// time. Blocking; any thread may call.
public final class MoneySupplyDesk implements MoneySupply {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
  private static final int ATTEMPTS_MAX = 3;
  private static final int LOOKS_MAX = 40;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final NodePlace place;
  private final SupplyPlans plans;
  private final IssuanceRegisterBook book;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /// The central bank's node as this desk needs it.
  ///
  /// @param redemptionAccount where banks send what is to be destroyed; also keeps the register
  public record NodePlace(
      Asset asset,
      AccountId redemptionAccount,
      Vault vault,
      Transactions transactions,
      Supplier<NetworkView> network,
      Tasks tasks) {}

  /// Serves one asset with the keys that its terms name.
  public MoneySupplyDesk(NodePlace place, SupplyKeys keys) {
    this.place = place;
    this.plans = new SupplyPlans(place, keys);
    this.book = new IssuanceRegisterBook(place);
  }

  @Override
  public PaymentResult issue(IssuanceOrder order) {
    return take(new SupplyStep.Issue(order));
  }

  @Override
  public Optional<PaymentResult> earlier(IssuanceOrder order) {
    var step = new SupplyStep.Issue(order);
    oneAtATime.lock();
    try {
      return newest(step.id()).flatMap(known -> earlier(step, known));
    } catch (PlatformException e) {
      return Optional.of(refused(step, e.problem()));
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public PaymentResult redeem(RedemptionOrder order) {
    return take(new SupplyStep.Redeem(order));
  }

  @Override
  public Amount circulating() {
    return register().circulating();
  }

  /// What was ever issued and redeemed.
  public IssuanceRegister register() {
    oneAtATime.lock();
    try {
      return book.current(place.network().get()).register();
    } finally {
      oneAtATime.unlock();
    }
  }

  private PaymentResult take(SupplyStep step) {
    if (!step.amount().isPositive()) {
      return refused(step, Problem.of(ErrorCode.NON_POSITIVE_AMOUNT, "amount", step.amount()));
    }
    oneAtATime.lock();
    try {
      return attempts(step);
    } catch (PlatformException e) {
      return refused(step, e.problem());
    } finally {
      oneAtATime.unlock();
    }
  }

  private PaymentResult attempts(SupplyStep step) {
    for (int tries = 0; tries < ATTEMPTS_MAX; tries++) {
      // First what was done before: a redemption that is done has taken the money it asks for.
      Optional<KnownTransaction> newest = newest(step.id());
      Optional<PaymentResult> result = newest.flatMap(known -> earlier(step, known));
      if (result.isPresent()) {
        return result.get();
      }
      int attempt = newest.map(known -> committed(known).attempt() + 1).orElse(1);
      try {
        return attempt(step, attempt);
      } catch (VaultException e) {
        if (e.reason() != VaultException.Reason.ATTEMPT_TAKEN) {
          throw Problem.of(ErrorCode.OUTCOME_UNKNOWN, "operation", "the step", "timeout", "now")
              .exception(e);
        }
      }
    }
    return refused(step, Problem.of(ErrorCode.OVERLOADED, "queue", "The register", "limit", 1));
  }

  private PaymentResult attempt(SupplyStep step, int attempt) {
    IssuanceRegisterBook.Entry entry = book.current(place.network().get());
    checkRange(step, entry.register());
    SupplyPlans.Planned planned = plans.plan(step, attempt, entry);
    // Until the end is known, nobody can say which register is the live one.
    book.forget();
    FinalityProof proof = place.transactions().execute(planned.plan(), planned.reservation());
    book.advance(
        planned.next(),
        planned.registerOutput(proof.id()),
        entry.used().with(step.confirmationHash()));
    return new PaymentResult.Final(
        step.id(), proof.id(), proof.position(), proof.decision().logTime());
  }

  private static void checkRange(SupplyStep step, IssuanceRegister register) {
    long room =
        switch (step) {
          case SupplyStep.Issue _ -> Amount.MAX_TIYN - register.issued().tiyn();
          case SupplyStep.Redeem _ -> register.circulating().tiyn();
        };
    if (step.amount().tiyn() > room) {
      throw Problem.of(
              ErrorCode.AMOUNT_TOO_LARGE, "amount", step.amount(), "limit", Amount.ofTiyn(room))
          .exception();
    }
  }

  /// The newest attempt, with its end if that is written within a moment.
  private Optional<KnownTransaction> newest(PaymentId id) {
    Optional<KnownTransaction> newest = Optional.empty();
    for (int look = 0; look < LOOKS_MAX; look++) {
      List<KnownTransaction> made = place.tasks().await(place.vault().attempts(id), READ_TIMEOUT);
      newest = made.isEmpty() ? Optional.empty() : Optional.of(made.getLast());
      if (newest.isEmpty() || newest.get().settlement().isPresent()) {
        return newest;
      }
      place.tasks().sleep(PAUSE);
    }
    return newest;
  }

  private static VaultRecord.Committed committed(KnownTransaction known) {
    return known.committed().orElseThrow();
  }

  /// What an earlier attempt says; empty when it moved nothing and another may be made.
  private static Optional<PaymentResult> earlier(SupplyStep step, KnownTransaction known) {
    VaultRecord.Committed record = committed(known);
    boolean same =
        record.amount().equals(step.amount())
            && step.payee().map(payee -> payee.value().equals(record.payee())).orElse(true);
    if (!same) {
      return Optional.of(
          refused(step, Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", step.confirmation())));
    }
    if (known.settlement().isEmpty()) {
      return Optional.of(
          new PaymentResult.Pending(
              step.id(),
              known.id(),
              Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", step.id())));
    }
    Settlement settlement = known.settlement().get();
    return switch (settlement.outcome()) {
      case FINAL ->
          Optional.of(
              new PaymentResult.Final(
                  step.id(), known.id(), settlement.position(), settlement.logTime()));
      case VOID, NEVER -> Optional.empty();
    };
  }

  private static PaymentResult refused(SupplyStep step, Problem problem) {
    return new PaymentResult.Refused(step.id(), problem);
  }
}
