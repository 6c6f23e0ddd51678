package kz.digitaltenge.node.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.MandateLine;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.SignatoryLine;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultRecord.Happened;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A bank with mandates over a real database, and a clock that is turned by hand.
abstract class MandateFixture {
  static final AccountId COMPANY = AccountId.of("601", "DT00000000003");
  static final AccountId OTHER = AccountId.of("601", "DT00000000004");
  static final AccountId PAYEE = AccountId.of("826", "DT00000000002");
  static final Person DIRECTOR = new Person.OnEd25519("director");
  static final Person ACCOUNTANT = Person.OnP256.fresh();
  static final Person ATTORNEY = new Person.OnEd25519("attorney");
  static final String EDDSA = "{\"alg\":\"EdDSA\"}";
  static final String ES256 = "{\"alg\":\"ES256\",\"kid\":\"accountant\",\"typ\":\"JOSE\"}";
  static final Instant NOON = Instant.parse("2026-03-02T07:00:00Z");

  private static final VirtualThreadTasks TASKS =
      new VirtualThreadTasks("mandates", Duration.ofSeconds(20));

  private static PostgresServer server;
  private static VaultDatabase database;
  private static PostgresOutbox outbox;
  private static MandateBook book;

  PayoutLedger ledger = new PayoutLedger();

  /// What the node's vault has of a payment that is not paid.
  Function<PaymentOrder, Optional<PaymentResult>> begun = _ -> Optional.empty();

  Instant now = NOON;

  /// What a process has, until it dies.
  record Bank(Mandates mandates, Approvals approvals, MandateDesk desk) {
    MandateLine mandate(String required, SignatoryLine... signatories) {
      return desk.changeMandate(
          new MandateOrder(
              COMPANY.value(), Arrays.asList(signatories), required, List.of(), "charter"),
          7);
    }

    MandateLine end() {
      return desk.endMandate(COMPANY.value(), "one owner is left", 10);
    }

    FiledLine file(String id, String amount) {
      return desk.file(order(id, amount), 8).orElseThrow();
    }

    FiledLine decide(String id, String signatory, Person person, String header, boolean yes) {
      FiledLine filed = desk.filed(id);
      return desk.decide(
          new ApprovalOrder(
              id,
              signatory,
              yes ? "APPROVE" : "REFUSE",
              person.sign(header, yes ? filed.approve() : filed.refuse())),
          9);
    }

    FiledLine director(String id) {
      return decide(id, "director", DIRECTOR, EDDSA, true);
    }

    FiledLine accountant(String id) {
      return decide(id, "accountant", ACCOUNTANT, ES256, true);
    }
  }

  @BeforeAll
  static void start() throws SQLException {
    server = PostgresServer.start("off");
    database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    PostgresMandates.open(database, outbox).close();
    // As after a stop.
    book = PostgresMandates.open(database, outbox);
  }

  @AfterAll
  static void stop() throws IOException {
    book.close();
    outbox.close();
    server.close();
  }

  @BeforeEach
  void fresh() throws SQLException {
    try (Connection connection = connection();
        var statement = connection.createStatement()) {
      for (String table :
          List.of("decision", "leg", "filed", "tier", "role", "signatory", "mandate")) {
        statement.execute("delete from mandate." + table);
      }
    }
    outbox.told(Long.MAX_VALUE);
  }

  static Connection connection() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  static VaultDatabase database() {
    return database;
  }

  static PostgresOutbox outbox() {
    return outbox;
  }

  /// What the bank's programs are told of, in its order: kind, payment and, if there is one, code.
  static List<String> told() {
    return outbox.waiting(1_000).stream()
        .map(Happened::happening)
        .map(
            each ->
                each.kind() + " " + each.subject() + each.code().map(code -> " " + code).orElse(""))
        .toList();
  }

  Bank bank() {
    return bank(Integer.MAX_VALUE);
  }

  /// @param crossings of ports after which the process dies
  Bank bank(int crossings) {
    return bank(new Tripwire(crossings));
  }

  Bank bank(Tripwire tripwire) {
    return bank(tripwire, book);
  }

  /// A bank whose database does what it is asked, and whose connection breaks before it says so.
  Bank losingAnswers(String lost) {
    return bank(
        HookedBook.NONE,
        (method, _) -> {
          if (method.equals(lost)) {
            throw Problem.of(
                    ErrorCode.DATABASE_UNAVAILABLE, "database", "mandates", "reason", "lost")
                .exception();
          }
        });
  }

  Bank bank(HookedBook.Hook before, HookedBook.Hook after) {
    return bank(new Tripwire(Integer.MAX_VALUE), new HookedBook(book, before, after).book());
  }

  private Bank bank(Tripwire tripwire, MandateBook books) {
    var mandates = new Mandates(tripwire.on(MandateBook.class, books));
    AccountGuard guard = mandates.guarding(AccountGuard.NONE);
    var approvals =
        new Approvals(
            mandates,
            new Approvals.Place(
                TestNetwork.HALYK,
                tripwire.on(PaymentService.class, guarded(guard)),
                new RememberingVerifier(),
                TASKS,
                () -> now));
    return new Bank(
        mandates,
        approvals,
        new MandateDesk(
            mandates, approvals, MandateFixture::fault, () -> TestNetwork.of(1).view(), () -> now));
  }

  /// As the bank's files have it: of its accounts there are a company's and a person's.
  private static Optional<String> fault(AccountId account) {
    if (account.equals(COMPANY)) {
      return Optional.empty();
    }
    if (account.equals(OTHER)) {
      return Optional.of("it is a person's");
    }
    throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", TestNetwork.HALYK)
        .exception();
  }

  /// As a node pays: only what the guard lets pass.
  PaymentService guarded(AccountGuard guard) {
    return new PaymentService() {
      @Override
      public PaymentResult pay(PaymentOrder order) {
        try (var _ = guard.pay(order)) {
          return ledger.pay(order);
        } catch (PlatformException e) {
          return PayoutLedger.refused(order, e.problem());
        }
      }

      @Override
      public Optional<PaymentResult> outcome(PaymentOrder order) {
        return begun.apply(order).or(() -> ledger.outcome(order));
      }
    };
  }

  static PayOrder order(String id, String amount) {
    return new PayOrder(id, COMPANY.value(), PAYEE.value(), amount, "KZT");
  }

  static PaymentOrder typed(String id, long tenge) {
    return new PaymentOrder(
        new PaymentId(id), COMPANY, PAYEE, Holding.of(TestNetwork.KZT), Amount.ofTenge(tenge));
  }

  static SignatoryLine director() {
    return DIRECTOR.line("director", "DIRECTOR");
  }

  static SignatoryLine accountant() {
    return ACCOUNTANT.line("accountant", "ACCOUNTANT");
  }

  static SignatoryLine attorney() {
    return ATTORNEY.line("attorney", "ATTORNEY");
  }

  static void refused(ErrorCode code, String reason, Runnable asked) {
    assertThatThrownBy(asked::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.problem().message()).contains(reason);
            });
  }
}
