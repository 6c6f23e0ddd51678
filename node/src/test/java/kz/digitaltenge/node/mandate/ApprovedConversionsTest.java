package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientConversionBook;
import kz.digitaltenge.node.conversion.ClientConversions;
import kz.digitaltenge.node.conversion.ClientCoreBanking;
import kz.digitaltenge.node.conversion.PostgresClientConversions;
import kz.digitaltenge.node.conversion.Undoing;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Holding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Companies' digital tenge are converted when their signatories have signed for it.
class ApprovedConversionsTest extends MandateFixture {
  private static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final AccountId MONEY = AccountId.of("601", "CUSTOMER00001");
  private static final Amount THIRTY = Amount.ofTenge(30);

  private static PostgresClientConversions kept;

  private final Map<String, Amount> credited = new ConcurrentHashMap<>();
  private Optional<String> refusal = Optional.empty();

  @BeforeAll
  static void open() {
    kept = PostgresClientConversions.open(database(), outbox(), "KZT");
  }

  @AfterAll
  static void close() {
    kept.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    credited.clear();
    try (Connection connection = connection();
        var statement = connection.createStatement()) {
      statement.execute("delete from client_conversion.step");
      statement.execute("delete from client_conversion.conversion");
    }
  }

  private final class Core implements ClientCoreBanking {
    @Override
    public Answer settle(Order order) {
      if (refusal.isPresent()) {
        return new Answer.Refused(refusal.get());
      }
      credited.put(order.id(), order.amount());
      return new Answer.Settled("ref-1", now);
    }

    @Override
    public List<Entry> entries(LocalDate day) {
      return List.of();
    }
  }

  private ClientConversions conversions(Bank bank) {
    return conversions(bank, new Tripwire(Integer.MAX_VALUE));
  }

  private ClientConversions conversions(Bank bank, Tripwire tripwire) {
    PaymentService payments = guarded(bank.mandates().guarding(AccountGuard.NONE));
    return new ClientConversions(
        tripwire.on(ClientConversionBook.class, kept),
        new ClientConversions.Place(
            tripwire.on(ClientCoreBanking.class, new Core()),
            bank.approvals().asking(tripwire.on(PaymentService.class, payments)),
            STOCK,
            Holding.of(TestNetwork.KZT),
            _ -> true),
        () -> now);
  }

  private static Request out(String name) {
    return new Request(name, Direction.OUT, COMPANY, MONEY, THIRTY);
  }

  private static String payment(String name) {
    var undoing = new Undoing(1, MONEY, Optional.empty(), Optional.empty(), Note.NONE);
    return new ClientConversion(
            out(name),
            Stage.TOKENS_ORDERED,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Note.NONE,
            undoing)
        .payment()
        .value();
  }

  private static Stage stage(ClientConversions conversions, String name) {
    return conversions.find(name).orElseThrow().stage();
  }

  @Test
  void aConversionOutWaitsForTheSignaturesAndGoesOnByItself() {
    Bank bank = bank();
    bank.mandate("2", director(), accountant());
    ClientConversions conversions = conversions(bank);

    assertThat(conversions.request(out("out")).stage()).isEqualTo(Stage.AWAITING_APPROVAL);

    String id = payment("out");
    FiledLine filed = bank.desk().filed(id);
    assertThat(filed.payee()).isEqualTo(STOCK.value());
    // Who signs sees where the money goes.
    assertThat(filed.approve()).contains("Conversion out into account " + MONEY);
    bank.director(id);
    conversions.resume();
    assertThat(stage(conversions, "out")).isEqualTo(Stage.AWAITING_APPROVAL);
    assertThat(ledger.payments()).isZero();
    assertThat(credited).isEmpty();
    bank.accountant(id);

    // As after a stop.
    conversions(bank()).resume();

    assertThat(conversions.request(out("out")).stage()).isEqualTo(Stage.CONVERTED);
    assertThat(ledger.received(STOCK)).isEqualTo(THIRTY);
    assertThat(credited.values()).containsExactly(THIRTY);
  }

  @Test
  void whatIsNotApprovedIsRefusedAndNothingMoves() {
    Bank bank = bank();
    bank.mandate("1", director());
    ClientConversions conversions = conversions(bank);
    List<String> names = List.of("no", "taken", "late", "changed");
    names.subList(0, 3).forEach(name -> conversions.request(out(name)));
    bank.decide(payment("no"), "director", DIRECTOR, EDDSA, false);
    bank.desk().withdraw(payment("taken"), "a mistake");
    now = NOON.plus(Filing.PATIENCE);
    conversions.request(out("changed"));
    bank.mandate("1", accountant());

    conversions.resume();

    for (String name : names) {
      assertThat(stage(conversions, name)).as(name).isEqualTo(Stage.REFUSED);
    }
    assertThat(ledger.payments()).isZero();
    assertThat(credited).isEmpty();
    assertThat(told()).contains("CONVERSION_FAILED no " + ErrorCode.CONVERSION_REFUSED);
  }

  @Test
  void whatIsApprovedAndHeldUpWaitsForNobodysSignature() {
    Bank bank = bank();
    bank.mandate("1", director());
    ClientConversions conversions = conversions(bank);
    conversions.request(out("out"));
    ledger.trouble = order -> Optional.of(PayoutLedger.pending(order));
    bank.director(payment("out"));

    conversions.resume();
    assertThat(stage(conversions, "out")).isEqualTo(Stage.TOKENS_ORDERED);

    ledger.trouble = _ -> Optional.empty();
    bank.approvals().resume();
    conversions.resume();
    assertThat(stage(conversions, "out")).isEqualTo(Stage.CONVERTED);
    assertThat(ledger.payments()).isEqualTo(1);
  }

  /// Nobody signs for what the bank gives back.
  @Test
  void tokensComeBackWhenTheCreditIsRefused() {
    Bank bank = bank();
    bank.mandate("1", director());
    ClientConversions conversions = conversions(bank);
    conversions.request(out("out"));
    bank.director(payment("out"));
    refusal = Optional.of("the account is closed");

    conversions.resume();

    assertThat(stage(conversions, "out")).isEqualTo(Stage.RETURNED);
    assertThat(ledger.received(COMPANY)).isEqualTo(THIRTY);
  }

  /// Whoever dies between any two calls of any ports, it is converted once.
  @Test
  void whereverTheProcessDiesItIsConvertedOnce() throws SQLException {
    boolean died = true;
    int crossings = 0;
    for (; died; crossings += 2) {
      fresh();
      forget();
      ledger = new PayoutLedger();
      died = playedUntilKilled(new Tripwire(crossings));
      Bank later = bank();
      play(later, conversions(later));

      assertThat(stage(conversions(later), "out"))
          .as("after %d crossings", crossings)
          .isEqualTo(Stage.CONVERTED);
      assertThat(ledger.all()).as("after %d crossings", crossings).isEqualTo(THIRTY);
      assertThat(credited.values()).as("after %d crossings", crossings).containsExactly(THIRTY);
      assertThat(told())
          .as("after %d crossings", crossings)
          .containsExactly(
              "MANDATE_SET 1",
              "PAYMENT_AWAITING_APPROVAL " + payment("out"),
              "PAYMENT_APPROVED " + payment("out"),
              "CONVERSION_DONE out");
    }
    assertThat(crossings).isGreaterThan(30);
  }

  private boolean playedUntilKilled(Tripwire tripwire) {
    try {
      Bank bank = bank(tripwire);
      play(bank, conversions(bank, tripwire));
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  private static void play(Bank bank, ClientConversions conversions) {
    bank.mandate("2", director(), accountant());
    var _ = conversions.request(out("out"));
    bank.director(payment("out"));
    bank.accountant(payment("out"));
    bank.approvals().resume();
    conversions.resume();
  }
}
