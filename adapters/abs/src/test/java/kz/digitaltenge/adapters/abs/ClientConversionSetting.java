package kz.digitaltenge.adapters.abs;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import kz.digitaltenge.adapters.abs.emulator.CoreServer;
import kz.digitaltenge.adapters.abs.emulator.EmulatedCore;
import kz.digitaltenge.adapters.abs.emulator.Faults;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.adapters.abs.message.CborCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversionBook;
import kz.digitaltenge.node.conversion.ClientConversionDesk;
import kz.digitaltenge.node.conversion.ClientConversions;
import kz.digitaltenge.node.conversion.ClientCoreBanking;
import kz.digitaltenge.node.conversion.PostgresClientConversions;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A bank of customers with an emulated core banking system and a real database.
abstract class ClientConversionSetting {
  static final NodeId HALYK = new NodeId("HSBKKZKX");
  static final Asset KZT = new Asset(new NodeId("NBRKKZKX"), "KZT");
  static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  static final AccountId AIGUL = AccountId.of("601", "DT00000000002");
  static final AccountId AIGULS_MONEY = AccountId.of("601", "CUSTOMER00001");
  static final AccountId EMPTY = AccountId.of("601", "CUSTOMER00002");
  static final AccountId CLOSED = AccountId.of("601", "CUSTOMER00003");
  static final Party CONVERSIONS = new Party(HALYK, AccountId.of("601", "CONVERSION001"));
  static final Amount FUNDS = Amount.ofTenge(1_000);
  static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  final List<LocalDate> read = new ArrayList<>();
  static final String NAME = "core-banking-HSBKKZKX";

  static EmbeddedPostgres server;

  final BankLedger ledger = new BankLedger();
  final Faults faults = new Faults();
  EmulatedCore system;
  CoreServer port;
  BankCoreBanking core;
  PostgresClientConversions book;
  PostgresOutbox outbox;
  UnaryOperator<List<ClientCoreBanking.Entry>> entries = UnaryOperator.identity();

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    var database = new VaultDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("drop schema if exists client_conversion cascade");
    }
    outbox = PostgresOutbox.open(database);
    outbox.told(Long.MAX_VALUE);
    book = PostgresClientConversions.open(database, outbox, KZT.code());
    var authority =
        NetworkAuthority.create(
            folder.resolve("authority"),
            "Test network",
            Entropy.from(new SecureRandom()),
            InstantSource.system());
    system =
        new EmulatedCore(
            folder.resolve("core"),
            CONVERSIONS,
            OperatingHours.aroundTheClock(ZONE),
            faults,
            new CborCodec(),
            now::get);
    system.open(CONVERSIONS, FUNDS);
    system.open(new Party(HALYK, AIGULS_MONEY), FUNDS);
    system.open(new Party(HALYK, EMPTY));
    system.open(new Party(HALYK, CLOSED), FUNDS);
    system.close(CLOSED);
    port =
        CoreServer.start(
            system,
            faults,
            Set.of(HALYK.value()),
            new TlsSockets(
                authority.issue(
                    new CertificateRequest(PeerIdentity.Kind.CORE_BANKING, NAME, List.of()))),
            new Endpoint("127.0.0.1", 0));
    core =
        new BankCoreBanking(
            CONVERSIONS,
            new Caller(
                new TlsSockets(authority.issue(CertificateRequest.node(HALYK.value()))),
                new Caller.Place(port.endpoint(), NAME, Duration.ofSeconds(20))),
            now::get);
    ledger.give(STOCK, FUNDS);
    ledger.give(AIGUL, FUNDS);
  }

  @AfterEach
  void stop() {
    core.close();
    book.close();
    outbox.close();
    port.close();
    system.close();
  }

  /// The bank's node from its start on, until it crosses its ports so often.
  ClientConversions started(int crossings) {
    var tripwire = new Tripwire(crossings);
    var place =
        new ClientConversions.Place(
            tripwire.on(ClientCoreBanking.class, core),
            tripwire.on(PaymentService.class, ledger),
            STOCK,
            Holding.of(KZT),
            AIGUL::equals);
    return new ClientConversions(tripwire.on(ClientConversionBook.class, book), place, now::get);
  }

  ClientConversions started() {
    return started(Integer.MAX_VALUE);
  }

  ClientReconciliationLine reconciled() {
    return desk().reconcile();
  }

  ClientConversionDesk desk() {
    var changed =
        new ClientCoreBanking() {
          @Override
          public Answer settle(Order order) {
            return core.settle(order);
          }

          @Override
          public List<Entry> entries(LocalDate day) {
            read.add(day);
            return entries.apply(core.entries(day));
          }
        };
    return new ClientConversionDesk(
        started(),
        changed,
        () -> {
          throw new AssertionError("nothing is typed here");
        },
        new ClientConversionDesk.Days("Halyk", ZONE, now::get));
  }

  static Request request(String name, Direction direction, AccountId money, long tenge) {
    return new Request(name, direction, AIGUL, money, Amount.ofTenge(tenge));
  }

  static Request in(String name) {
    return request(name, Direction.IN, AIGULS_MONEY, 10);
  }

  static Request out(String name) {
    return request(name, Direction.OUT, AIGULS_MONEY, 10);
  }

  static long change(Amount now) {
    return now.tiyn() - FUNDS.tiyn();
  }
}
