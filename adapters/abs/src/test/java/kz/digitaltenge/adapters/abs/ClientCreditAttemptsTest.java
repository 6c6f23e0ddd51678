package kz.digitaltenge.adapters.abs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientConversionLine;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientConversions;
import kz.digitaltenge.node.conversion.ClientCoreBanking;
import kz.digitaltenge.node.conversion.PostgresClientConversions;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A customer's money comes back though the core banking system refused the first order to credit
/// it: by another order, later or at once, to the same account or another, and once.
class ClientCreditAttemptsTest extends ClientConversionSetting {
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Problem BLOCKED = Problem.of(ErrorCode.BANK_BLOCKED, "bank", "Halyk");
  private static final AccountId OTHER = AccountId.of("601", "CUSTOMER00009");

  @BeforeEach
  void openAnother() {
    system.open(new Party(HALYK, OTHER));
  }

  /// Debited, not paid for, and not credited back: so many orders to are refused.
  private ClientConversion owed(String name, int refusals) {
    debited(name);
    faults.refuseNext(refusals);
    return started().request(in(name));
  }

  /// The money is taken, and the payment for it will be refused for good.
  private void debited(String name) {
    ledger.failNext(Problem.of(ErrorCode.OVERLOADED, "queue", "Payments", "limit", 512));
    assertThat(started().request(in(name)).stage()).isEqualTo(Stage.DEBITED);
    ledger.failNext(BLOCKED);
  }

  private void later(Duration by) {
    now.set(Objects.requireNonNull(now.get()).plus(by));
  }

  private static ClientConversion retried(ClientConversions node, String name) {
    return node.retry(node.find(name).orElseThrow(), Optional.empty());
  }

  private static ClientConversion retried(ClientConversions node, String name, AccountId to) {
    return node.retry(node.find(name).orElseThrow(), Optional.of(to));
  }

  private ClientConversion resumed() {
    return started().resume().getFirst();
  }

  private Amount balance(AccountId account) {
    return system.balance(account).orElseThrow();
  }

  private void givenBackOnce() {
    assertThat(system.balance(AIGULS_MONEY)).contains(FUNDS);
    isAllBack();
  }

  private void isAllBack() {
    assertThat(system.balance(CONVERSIONS.account())).contains(FUNDS);
    assertThat(ledger.balance(AIGUL)).isEqualTo(FUNDS);
    ClientReconciliationLine found = reconciled();
    assertThat(found.breaks()).isEmpty();
    assertThat(found.inFlight()).isEmpty();
  }

  @Test
  void whatWasRefusedIsTriedAgainUnderAnotherOrderAfterAPause() {
    ClientConversion refused = owed("A", 1);

    assertThat(refused.stage()).isEqualTo(Stage.CREDIT_BACK_OWED);
    ClientConversionLine line = desk().conversion("A");
    assertThat(line.note()).isEqualTo(Note.of(BLOCKED));
    assertThat(line.owed())
        .contains(
            new ClientConversionLine.Owed(
                NOW,
                OptionalInt.of(2),
                Note.of("INSUFFICIENT_FUNDS"),
                Optional.of(NOW.plus(PAUSE))));
    assertThat(line.owed().orElseThrow().note().in(Language.RU)).startsWith("недостаточно");
    later(PAUSE.minusSeconds(1));
    assertThat(started().request(in("A"))).isEqualTo(refused);
    assertThat(started().resume()).containsExactly(refused);
    assertThat(reconciled().breaks()).isEmpty();

    later(Duration.ofSeconds(1));
    assertThat(resumed().stage()).isEqualTo(Stage.RETURNED);
    givenBackOnce();
    assertThat(started().resume()).isEmpty();
    assertThat(desk().conversion("A").note()).isEqualTo(Note.of(BLOCKED));
    assertThat(desk().conversion("A").owed()).isEmpty();
  }

  @Test
  void whatIsOwedIsAsOldAsTheFirstTryToGiveItBack() {
    owed("A", 2);
    later(PAUSE);
    assertThat(resumed().undoing().attempt()).isEqualTo(3);

    assertThat(reconciled().inFlight())
        .containsExactly(
            new ReconciliationLine.Item("CREDIT_BACK_OWED", "A", Amount.ofTenge(10), NOW));
  }

  @Test
  void aBankNeedNotWait() {
    owed("A", 1);

    assertThat(desk().retry("A", "").stage()).isEqualTo("RETURNED");
    givenBackOnce();
    assertThat(desk().retry("A", "").stage()).isEqualTo("RETURNED");
    givenBackOnce();
  }

  @Test
  void pausesGrowUpToADay() {
    owed("A", 7);
    assertThat(retried(started(), "A").undoing().pausedUntil())
        .contains(NOW.plus(PAUSE.multipliedBy(2)));
    for (int i = 0; i < 5; i++) {
      retried(started(), "A");
    }

    assertThat(started().find("A").orElseThrow().undoing())
        .returns(8, each -> each.attempt())
        .returns(Optional.of(NOW.plus(Duration.ofDays(1))), each -> each.pausedUntil());
    later(Duration.ofDays(1));
    assertThat(resumed().stage()).isEqualTo(Stage.RETURNED);
    givenBackOnce();
  }

  /// The answer is lost, so that the order may have been booked: it is no other one that is sent,
  /// and to no other account.
  @Test
  void silenceRaisesNoAttempt() {
    owed("A", 1);
    later(PAUSE);
    // Questions are sent twice.
    faults.loseNext(2);

    ClientConversion unknown = resumed();

    assertThat(unknown.stage()).isEqualTo(Stage.CREDIT_BACK_OWED);
    assertThat(unknown.undoing().attempt()).isEqualTo(2);
    assertThat(unknown.undoing().pausedUntil()).isEmpty();
    assertThat(desk().conversion("A").owed().orElseThrow().note().problem()).isPresent();
    assertThat(reconciled().breaks()).isEmpty();
    faults.loseNext(2);
    assertThatThrownBy(() -> retried(started(), "A", OTHER))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
    assertThat(retried(started(), "A", OTHER).stage()).isEqualTo(Stage.RETURNED);
    assertThat(system.balance(OTHER)).contains(Amount.ZERO);
    givenBackOnce();
  }

  @Test
  void whatWasRefusedGoesToAnotherAccount() {
    debited("A");
    system.close(AIGULS_MONEY);
    started().request(in("A"));
    assertThat(retried(started(), "A").undoing().attempt()).isEqualTo(3);

    assertThat(desk().retry("A", OTHER.value()))
        .returns("RETURNED", ClientConversionLine::stage)
        .returns(Optional.of(OTHER.value()), ClientConversionLine::returnAccount)
        .returns(AIGULS_MONEY.value(), ClientConversionLine::coreAccount);
    assertThat(system.balance(OTHER)).contains(Amount.ofTenge(10));
    isAllBack();
  }

  /// Rows of earlier builds: the order that was refused is sent again once, and counts then.
  @Test
  void anOrderThatWasRefusedUnseenIsAskedAboutFirst() throws SQLException {
    debited("A");
    system.close(AIGULS_MONEY);
    faults.loseNext(2);
    assertThat(started().request(in("A")).undoing().attempt()).isEqualTo(1);
    later(PAUSE);
    makeTablesOfBefore();

    assertThat(reconciled().inFlight())
        .extracting(ReconciliationLine.Item::since)
        .containsExactly(NOW);
    assertThat(retried(started(), "A", OTHER).stage()).isEqualTo(Stage.RETURNED);
    assertThat(system.balance(OTHER)).contains(Amount.ofTenge(10));
    isAllBack();
  }

  @Test
  void whereNothingIsToBeCreditedBackNoAccountIsTaken() {
    ledger.failNext(Problem.of(ErrorCode.OVERLOADED, "queue", "Payments", "limit", 512));
    started().request(in("A"));

    assertThatThrownBy(() -> retried(started(), "A", OTHER))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_UNDER_WAY));
    assertThat(retried(started(), "A").stage()).isEqualTo(Stage.CONVERTED);
    assertThatThrownBy(() -> desk().retry("B", ""))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_CONVERSION));
  }

  private void makeTablesOfBefore() throws SQLException {
    var database = new VaultDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          alter table client_conversion.conversion drop column back_attempt, drop column back_since,
            drop column back_account, drop column back_paused_until, drop column back_note,
            drop column back_problem_code, drop column back_problem_values;
          delete from client_conversion.schema_version where version = '8';
          """);
    }
    book.close();
    book = PostgresClientConversions.open(database, outbox, KZT.code());
  }

  /// A core banking system that breaks its word: the books say so, whichever attempt it was.
  @Test
  void whatWasRefusedAndIsBookedAllTheSameIsABreak() {
    owed("A", 1);
    retried(started(), "A");
    // The first order's id is what it was when there were no others.
    String first = Hash.sha256("credit-back/A".getBytes(US_ASCII)).hex().substring(0, 32);
    var entry =
        new ClientCoreBanking.Entry(
            first, ClientCoreBanking.Direction.CREDIT, Amount.ofTenge(10), NOW);
    entries =
        all -> {
          var more = new ArrayList<>(all);
          more.add(entry);
          return more;
        };

    assertThat(reconciled().breaks())
        .extracting(ReconciliationLine.Item::kind)
        .contains("BOOKED_OUT_OF_TURN");
  }

  @Test
  void tokensThatCannotBePaidBackSayWhatTheyWaitFor() {
    faults.loseNext(1);
    started().request(request("A", Direction.OUT, CLOSED, 10));
    ledger.failNext(BLOCKED);
    ClientConversion owed = resumed();

    assertThat(owed.stage()).isEqualTo(Stage.TOKENS_BACK_OWED);
    assertThat(owed.note()).isEqualTo(Note.of("ACCOUNT_CLOSED"));
    ledger.failNext(BLOCKED);
    later(PAUSE);
    ClientConversion still = resumed();
    assertThat(still.note()).isEqualTo(owed.note());
    assertThat(desk().conversion("A").owed())
        .contains(
            new ClientConversionLine.Owed(
                NOW, OptionalInt.empty(), Note.of(BLOCKED), Optional.empty()));
    ledger.failNext(BLOCKED);
    assertThat(retried(started(), "A")).as("nothing new is not written").isEqualTo(still);
    assertThat(reconciled().inFlight())
        .extracting(ReconciliationLine.Item::since)
        .containsExactly(NOW);
    assertThat(retried(started(), "A").stage()).isEqualTo(Stage.RETURNED);
    assertThat(system.balance(CLOSED)).contains(FUNDS);
    isAllBack();
  }

  @Test
  void whoeverIsKilledAtAnyStepOfAnAttemptGivesBackOnce() {
    int kills = 0;
    while (killed("kill-" + kills, kills)) {
      faults.refuseNext(0);
      ledger.failNext(BLOCKED);
      assertThat(reconciled().breaks()).isEmpty();
      Instant patience = Objects.requireNonNull(now.get()).plus(PAUSE.multipliedBy(4));
      while (!started().resume().isEmpty()) {
        assertThat(now.get()).isBefore(patience);
        later(PAUSE);
      }
      assertThat(started().find("kill-" + kills).orElseThrow().stage()).isEqualTo(Stage.RETURNED);
      long toBoth = change(balance(AIGULS_MONEY)) + balance(OTHER).tiyn();
      assertThat(toBoth).isZero();
      isAllBack();
      now.set(NOW);
      kills++;
    }

    assertThat(balance(OTHER).isPositive()).isTrue();
    assertThat(kills).isGreaterThan(12);
  }

  /// From the debit over an attempt that is refused, and a bank's word, to the end.
  private boolean killed(String name, int crossings) {
    debited(name);
    faults.refuseNext(2);
    ClientConversions dying = started(crossings);
    try {
      dying.request(in(name));
      retried(dying, name);
      retried(dying, name, OTHER);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }
}
