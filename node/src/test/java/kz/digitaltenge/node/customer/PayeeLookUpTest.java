package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PayeeLine;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.peer.PayeeStatement;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.VaultAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The payer's bank asks the centre and the payee's bank, believes neither without proof, and
/// remembers whom a payment goes to.
class PayeeLookUpTest extends CustomerFixture {
  private static final TestNetwork NETWORK = TestNetwork.of(1);
  private static final NodeId SERVING = TestNetwork.EURASIAN;
  private static final AccountId NUMBER = AccountId.of("948", "P000000000001");
  private static final PayeeAlias ALIAS = new PayeeAlias(PHONE, "", "");
  private static final Signer CENTRE = Ed25519Keys.ofJdk().signer(seed(2));

  private Lie lie = Lie.NONE;
  private Signer centre = CENTRE;
  private PublicKey centreTold = CENTRE.publicKey();
  private int questions;
  private boolean bankIsSilent;
  private int questionsToBank;
  private CustomerOperations banks;

  /// What is wrong with what the bank is told.
  enum Lie {
    NONE,
    CENTRE_FORGED,
    CENTRE_FOR_ANOTHER_ASKER,
    CENTRE_TOO_OLD,
    CENTRE_AWAY,
    CENTRE_BUSY,
    NOBODY_SERVES,
    BANK_FORGED,
    BANK_FOR_ANOTHER_ASKER,
    BANK_FOR_ANOTHER_PAYMENT,
    BANK_NAMES_ANOTHER_BANKS_NUMBER
  }

  /// A centre of which everybody is with one bank.
  private final class Centre implements IdCentre {
    @Override
    public CompletableFuture<Boolean> claim(AliasTag tag) {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Boolean> withdraw(AliasTag tag) {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Boolean> standBehind(AliasTag tag) {
      return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<ServingStatement> lookUp(AliasTag tag) {
      questions++;
      return switch (lie) {
        case CENTRE_AWAY ->
            failed(Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", NAME, "reason", "away"));
        case CENTRE_BUSY ->
            failed(
                Problem.of(
                    ErrorCode.LOOKUP_QUOTA_REACHED, "bank", SELF, "limit", 1, "period", "PT1M"));
        default ->
            CompletableFuture.completedFuture(
                ServingStatement.sign(
                    lie == Lie.CENTRE_FOR_ANOTHER_ASKER ? SERVING : SELF,
                    tag,
                    lie == Lie.NOBODY_SERVES ? Optional.empty() : Optional.of(SERVING),
                    lie == Lie.CENTRE_TOO_OLD ? now : now.plusSeconds(60),
                    lie == Lie.CENTRE_FORGED ? NETWORK.issuance() : centre));
      };
    }
  }

  @BeforeEach
  void startBank() {
    banks = started();
  }

  private CustomerOperations started() {
    Accounts accounts = Accounts.load("601", new VaultAccounts(vault), tasks, () -> now);
    var _ = accounts.open("stock", "stock");
    return new Customers(
            book(),
            new Customers.Place(
                SELF,
                OWN,
                accounts,
                new Purse(HousekeepingPolicy.USUAL),
                vault,
                tasks,
                () -> now,
                Blocks.NONE),
            LIMITS,
            Screening.NONE,
            new Customers.Identity(
                book().payees(),
                new Centre(),
                () -> centreTold,
                seed(1),
                seed(4),
                (_, question) -> asked(question.payment()),
                NETWORK.node(SELF).identity(),
                NETWORK::view,
                JcaSignatures.ofJdk()))
        .desk();
  }

  private CompletableFuture<PayeeStatement> asked(PaymentId payment) {
    questionsToBank++;
    if (!bankIsSilent) {
      return CompletableFuture.completedFuture(said(payment));
    }
    now = now.plusSeconds(10);
    return failed(Problem.of(ErrorCode.PEER_SILENT, "peer", SERVING, "timeout", "10 s"));
  }

  private PayeeStatement said(PaymentId payment) {
    return PayeeStatement.sign(
        NETWORK.networkId(),
        lie == Lie.BANK_FOR_ANOTHER_ASKER ? SERVING : SELF,
        lie == Lie.BANK_FOR_ANOTHER_PAYMENT ? new PaymentId("other") : payment,
        lie == Lie.BANK_NAMES_ANOTHER_BANKS_NUMBER ? ELSEWHERE : NUMBER,
        "Болат С.",
        now,
        lie == Lie.BANK_FORGED ? CENTRE : NETWORK.node(SERVING).identity());
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotHoldIsNotBelieved(Lie told) {
    lie = told;
    switch (told) {
      case NONE ->
          assertThat(banks.lookUpPayee("p-1", ALIAS))
              .isEqualTo(new PayeeLine("p-1", SERVING.value(), NUMBER.value(), "Болат С."));
      case CENTRE_FORGED, CENTRE_FOR_ANOTHER_ASKER, CENTRE_TOO_OLD, CENTRE_AWAY ->
          refused(ErrorCode.ID_CENTRE_UNAVAILABLE);
      case CENTRE_BUSY -> refused(ErrorCode.LOOKUP_QUOTA_REACHED);
      case NOBODY_SERVES -> refused(ErrorCode.PAYEE_NOT_FOUND);
      case BANK_FORGED,
          BANK_FOR_ANOTHER_ASKER,
          BANK_FOR_ANOTHER_PAYMENT,
          BANK_NAMES_ANOTHER_BANKS_NUMBER ->
          refused(ErrorCode.PEER_SENT_GARBAGE);
    }
  }

  @Test
  void aPaymentGoesTheSameWayWithoutAskingAnybodyAlsoAfterAStop() {
    String number = banks.payee("p-1", ALIAS, "");
    int asked = questions;
    lie = Lie.CENTRE_AWAY;
    banks = started();

    assertThat(banks.payee("p-1", ALIAS, "Болат С.")).isEqualTo(number);
    refuses(ErrorCode.PAYEE_NAME_DIFFERS, () -> banks.payee("p-1", ALIAS, "Болат К."));
    refuses(
        ErrorCode.PAYMENT_ID_REUSED,
        () -> banks.payee("p-1", new PayeeAlias("+77019990002", "", ""), ""));
    assertThat(questions).isEqualTo(asked);
    refuses(ErrorCode.ID_CENTRE_UNAVAILABLE, () -> banks.payee("p-2", ALIAS, ""));
  }

  @Test
  void aBankThatLetAQuestionWaitInVainIsNotAskedTheNextAtOnce() {
    bankIsSilent = true;
    refuses(ErrorCode.PEER_SILENT, () -> banks.payee("p-1", ALIAS, ""));
    bankIsSilent = false;
    refuses(ErrorCode.PEER_SILENT, () -> banks.payee("p-2", ALIAS, ""));
    assertThat(questionsToBank).isOne();

    now = now.plus(SilentBanks.PAUSE);
    assertThat(banks.payee("p-2", ALIAS, "")).isEqualTo(NUMBER.value());
  }

  @Test
  void aCentreWhoseKeyIsReplacedIsBelievedOnceTheBankIsTold() {
    assertThat(banks.payee("p-1", ALIAS, "")).isEqualTo(NUMBER.value());
    centre = Ed25519Keys.ofJdk().signer(seed(9));
    refuses(ErrorCode.ID_CENTRE_UNAVAILABLE, () -> banks.payee("p-2", ALIAS, ""));

    centreTold = centre.publicKey();

    assertThat(banks.payee("p-2", ALIAS, "")).isEqualTo(NUMBER.value());
    centre = CENTRE;
    refuses(ErrorCode.ID_CENTRE_UNAVAILABLE, () -> banks.payee("p-3", ALIAS, ""));
  }

  private void refused(ErrorCode code) {
    refuses(code, () -> banks.lookUpPayee("p-1", ALIAS));
    // Nothing was kept of it.
    lie = Lie.NONE;
    assertThat(banks.payee("p-1", ALIAS, "Болат С.")).isEqualTo(NUMBER.value());
  }

  private static <T> CompletableFuture<T> failed(Problem problem) {
    PlatformException exception = problem.exception();
    return CompletableFuture.failedFuture(exception);
  }

  private static Seed seed(int number) {
    return Seed.of(Hash.sha256(new byte[] {(byte) number}).toArray());
  }
}
