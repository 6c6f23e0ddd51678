package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.LIABILITY;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionHours;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionPlace;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conversions outside the central bank's day, and of a bank that may not convert (C12, C13).
class ConversionHoursTest {
  private static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  @TempDir private Path folder;
  private EmbeddedPostgres server;
  private CoreFixture fixture;
  private IsoCoreBanking core;
  private PostgresConversions book;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedPostgres.builder().start();
    book =
        PostgresConversions.open(
            new VaultDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", ""));
    fixture = new CoreFixture(folder);
    core = fixture.adapter();
    ledger = ConversionSetting.newLedger();
  }

  @AfterEach
  void stop() throws IOException {
    core.close();
    book.close();
    fixture.close();
    server.close();
  }

  private ConversionPlace place() {
    return new ConversionPlace(
        core,
        ledger,
        ledger,
        ledger,
        TestOfficers.approvals(Amount.ofTenge(1_000_000)),
        _ -> Optional.of(STOCK),
        BankOrders.check());
  }

  private static ConversionRequest request(Kind kind, String name, long tenge) {
    return new ConversionRequest(new ConversionId(HALYK, name), kind, STOCK, Amount.ofTenge(tenge));
  }

  private static ConversionRequest issue(String name, long tenge) {
    return request(Kind.ISSUANCE, name, tenge);
  }

  private static ConversionRequest redeem(String name, long tenge) {
    return request(Kind.REDEMPTION, name, tenge);
  }

  private static void endsWith(Conversions conversions, ConversionRequest request, Stage end) {
    conversions.request(signed(request));
    assertThat(TestOfficers.approve(conversions, request.id(), "Aliya").stage()).isEqualTo(end);
  }

  private void booksAgree() {
    assertThat(fixture.core().balance(LIABILITY)).contains(ledger.circulating());
    assertThat(ledger.inCustody()).isEqualTo(Amount.ZERO);
  }

  @Test
  void outsideTheDayNothingIsSentAndARequestGoesOnWithTheNext() {
    Instant opens = OPEN.plusSeconds(60);
    List<Instant> closedUntil = new ArrayList<>(List.of(opens));
    var conversions =
        new Conversions(
            book, place(), _ -> closedUntil.stream().findFirst(), Blocks.NONE, fixture.now::get);

    Conversion waits = conversions.request(signed(issue("A", 50)));
    assertThat(waits.stage()).isEqualTo(Stage.WAITS_FOR_DAY);
    assertThat(conversions.place(waits.id())).contains(new Conversions.Place(1, opens));
    assertThat(fixture.core().balance(LIABILITY)).contains(Amount.ZERO);
    assertThat(conversions.reconcile(ZONE).isClean()).isTrue();
    fixture.now.set(opens);
    assertThat(conversions.resume().getFirst().stage()).isEqualTo(Stage.WAITS_FOR_DAY);

    closedUntil.clear();
    assertThat(conversions.resume().getFirst().stage()).isEqualTo(Stage.DEBITED);
    endsWith(conversions, issue("A", 50), Stage.ISSUED);
    ledger.handOver(redeem("B", 20));
    closedUntil.add(opens.plusSeconds(60));
    assertThat(conversions.request(signed(redeem("B", 20))).stage()).isEqualTo(Stage.WAITS_FOR_DAY);
    closedUntil.clear();
    fixture.now.set(opens.plusSeconds(60));
    assertThat(conversions.resume().getFirst().stage()).isEqualTo(Stage.REDEEMED);
    booksAgree();
  }

  @Test
  void aBlockedBankBeginsNoConversionAndEndsWhatItBegan() {
    List<BlockOrder> blocked = new ArrayList<>();
    var conversions =
        new Conversions(
            book,
            place(),
            ConversionHours.ALWAYS,
            (_, scopes) -> blocked.stream().filter(_ -> scopes.contains(Scope.CONVERT)).findFirst(),
            fixture.now::get);
    conversions.request(signed(issue("A", 50)));
    var block =
        new Block(
            Optional.of(HALYK), Set.of(Scope.CONVERT), Optional.empty(), "a test", Instant.EPOCH);
    blocked.add(new BlockOrder(Hash.sha256(new byte[1]), 1, block, List.of()));

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> conversions.request(signed(issue("B", 50))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BANK_BLOCKED));
    assertThat(conversions.find(issue("B", 50).id())).isEmpty();
    endsWith(conversions, issue("A", 50), Stage.ISSUED);
    booksAgree();
  }
}
