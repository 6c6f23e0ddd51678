package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.sdk.Account;
import kz.digitaltenge.sdk.Approval;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.Customer;
import kz.digitaltenge.sdk.Mandate;
import kz.digitaltenge.sdk.MessageBody;
import kz.digitaltenge.sdk.OutcomeUnknownException;
import kz.digitaltenge.sdk.Patience;
import kz.digitaltenge.sdk.Payee;
import kz.digitaltenge.sdk.Payment;
import kz.digitaltenge.sdk.PaymentRequest;
import kz.digitaltenge.sdk.PaymentRequests;
import kz.digitaltenge.sdk.Refund;
import kz.digitaltenge.sdk.RefusedException;
import kz.digitaltenge.sdk.Register;
import kz.digitaltenge.sdk.SplitPayment;
import kz.digitaltenge.sdk.StandingOrder;
import kz.digitaltenge.sdk.StockConversion;
import kz.digitaltenge.sdk.StockConversion.Direction;
import kz.digitaltenge.sdk.Tagged;
import kz.digitaltenge.sdk.Told;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Refunds, requests to pay, registers and standing orders as a bank's program in Java handles
/// them, over real sockets.
class SdkTransfersTest {
  private static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          3,
          Duration.ofMillis(1),
          Duration.ofMillis(500));
  private static final Instant TOMORROW = Instant.parse("2026-03-03T07:00:00Z");
  private static final LocalDateTime JUNE = LocalDateTime.parse("2026-06-01T09:00");
  private static final BigDecimal FIVE = new BigDecimal("5");

  private static GatewayFixture gateway;
  private static BankClient client;

  @BeforeAll
  static void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
    client = at(URI.create("https://" + gateway.gateway.endpoint()));
    var _ =
        client
            .customers()
            .open(
                new Customer.Company(
                    Customer.Terms.standard("company-1"),
                    "220140999014",
                    "",
                    LocalDate.of(2022, 1, 15),
                    "№ 7 мектеп",
                    "85310"));
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  private static BankClient at(URI address) {
    return new BankClient(gateway.program(address).with(QUICK));
  }

  private static void refused(String code, Runnable work) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(work::run)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void aPaymentIsGivenBackInPartsAndNoMore() {
    var part = new Refund.Order("back-1", FakeRefunds.PAYMENT, new BigDecimal("40"));
    Refund first = client.refunds().refund(part);
    gateway.refunds.next(Progress.UNDER_WAY);
    Refund rest = client.refunds().refund(new Refund.Order("back-2", FakeRefunds.PAYMENT));

    assertThat(first.state()).isEqualTo(Refund.State.FINAL);
    assertThat(first.transaction()).isPresent();
    assertThat(client.refunds().refund(part)).isEqualTo(first);
    assertThat(rest.amount()).isEqualByComparingTo("60");
    assertThat(rest.state()).isEqualTo(Refund.State.PENDING);
    assertThat(rest.note()).isPresent();
    assertThat(client.refunds().of(FakeRefunds.PAYMENT)).containsExactly(first, rest);
    refused(
        "REFUND_EXCEEDS_PAYMENT",
        () -> client.refunds().refund(new Refund.Order("back-3", FakeRefunds.PAYMENT, FIVE)));
  }

  private static PaymentRequest.Wish wish(String id, Payee payer) {
    return new PaymentRequest.Wish(id, "KZ1", payer, FIVE, "Invoice", TOMORROW);
  }

  @Test
  void aPayeeIsToldWhatThePaymentIsFor() {
    String payer = client.accounts().open("told", "Told").number();
    var told = new Told("Invoice 17", "INV-17", "710");
    var order = new Payment.Order("told-1", payer, new Payee.ByAccount("KZ2"), FIVE, told);

    refused("MALFORMED_REQUEST", () -> client.payments().pay(order));
    var payee = new Payee.ByAccount("KZ84563DT00000000002");
    client.payments().pay(new Payment.Order("told-2", payer, payee, FIVE, told));
    var bad = new Payment.Order("told-3", payer, payee, FIVE, new Told("", "INV 17", ""));
    refused("MALFORMED_REQUEST", () -> client.payments().pay(bad));

    Payment.Attempt attempt = client.payments().explain("told-2").attempts().getFirst();
    assertThat(attempt.purpose()).contains("Invoice 17");
    assertThat(attempt.reference()).contains("INV-17");
    assertThat(attempt.knp()).contains("710");
    Account.Movement moved = client.accounts().history(payer).iterator().next();
    assertThat(moved.reference()).contains("INV-17");
  }

  @Test
  void aPayerIsAskedAndDecidesOnce() {
    PaymentRequest.Wish wish = wish("invoice-1", new Payee.ByAccount("KZ2"));
    PaymentRequest asked = client.paymentRequests().ask(wish);
    PaymentRequests.Page page = client.paymentRequests().changedAfter(PaymentRequests.BEGINNING);
    Tagged<PaymentRequest> read = client.paymentRequests().read("invoice-1");

    assertThat(asked.state()).isEqualTo(PaymentRequest.State.OPEN);
    assertThat(asked.expiresAt()).isEqualTo(TOMORROW);
    assertThat(client.paymentRequests().ask(wish)).isEqualTo(asked);
    assertThat(page.requests()).contains(asked);
    assertThat(client.paymentRequests().changedAfter(page.next()).requests()).isEmpty();
    assertThat(client.paymentRequests().accept(read).state()).isEqualTo(PaymentRequest.State.PAID);
    refused("RESOURCE_CHANGED", () -> client.paymentRequests().accept(read));
    refused("REQUEST_NOT_OPEN", () -> client.paymentRequests().cancel("invoice-1"));
  }

  @Test
  void whoIsAskedMayRefuseAndWhoAskedMayTakeItBack() {
    client.paymentRequests().ask(wish("invoice-2", new Payee.ByPhone("+77010009909")));
    client.paymentRequests().ask(wish("invoice-3", new Payee.ByIin("850214399019")));

    assertThat(client.paymentRequests().refuse("invoice-2", "Not ordered").note())
        .contains("Not ordered");
    assertThat(client.paymentRequests().cancel("invoice-3").state())
        .isEqualTo(PaymentRequest.State.CANCELLED);
    assertThat(client.paymentRequests().request("invoice-3").state())
        .isEqualTo(PaymentRequest.State.CANCELLED);
  }

  private static final String COMPANY = FakeCustomers.ACCOUNT;

  private static Mandate.Wish wish(int required) {
    return new Mandate.Wish(
        COMPANY,
        List.of(
            new Mandate.Signatory(
                "director",
                Mandate.Role.DIRECTOR,
                Mandate.Key.ed25519("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")),
            new Mandate.Signatory(
                "accountant", Mandate.Role.ACCOUNTANT, Mandate.Key.p256("AA", "BB"))),
        required,
        List.of(new Mandate.Tier(new BigDecimal("1000"), 2)),
        "charter");
  }

  @Test
  void aMandateIsSetShownAndEnded() {
    Mandate first = client.mandates().change(wish(1));
    Mandate second = client.mandates().change(wish(2));
    Mandate end = client.mandates().end(COMPANY, "one owner is left");

    assertThat(first.signatories()).isEqualTo(wish(1).signatories());
    assertThat(first.tiers().getFirst().above()).isEqualByComparingTo("1000");
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertThat(second.required()).isEqualTo(2);
    assertThat(end.isEnded()).isTrue();
    assertThat(end.reason()).isEqualTo("one owner is left");
    assertThat(client.mandates().of(COMPANY)).endsWith(first, second, end);
  }

  @Test
  void aPaymentThatSignatoriesAreAskedAboutIsApprovedRefusedOrTakenBack() {
    var _ = client.mandates().change(wish(2));
    Payee shop = new Payee.ByAccount("KZ84563DT00000000002");
    var order = new Payment.Order("signed-1", COMPANY, shop, FIVE, "", "Invoice 17");
    Payment filed = client.payments().pay(order);
    var _ = client.payments().pay(new Payment.Order("signed-2", COMPANY, shop, FIVE));
    SplitPayment split =
        client
            .payments()
            .paySplit(
                new SplitPayment.Order(
                    "signed-3",
                    COMPANY,
                    List.of(
                        new SplitPayment.Share(shop, FIVE),
                        new SplitPayment.Share(new Payee.ByAccount("KZ16601DT00000000001"), FIVE)),
                    "Two invoices"));
    Approval.OfPayment asked = client.approvals().ofPayment("signed-1");

    assertThat(filed.state()).isEqualTo(Payment.State.AWAITING_APPROVAL);
    assertThat(filed.transaction()).isEmpty();
    assertThat(split.state()).isEqualTo(Payment.State.AWAITING_APPROVAL);
    assertThat(split.legs()).hasSize(2);
    assertThat(client.payments().pay(order)).isEqualTo(filed);
    assertThat(client.approvals().waiting())
        .extracting(Approval.OfPayment::id)
        .contains("signed-1", "signed-2", "signed-3");
    assertThat(asked.toApprove()).isEqualTo("yes to signed-1");
    assertThat(asked.purpose()).contains("Invoice 17");
    assertThat(asked.payee()).contains("KZ84563DT00000000002");
    var _ = client.approvals().approvePayment("signed-1", "director", "a..b");
    Approval.OfPayment paid = client.approvals().approvePayment("signed-1", "accountant", "a..b");
    assertThat(paid.state()).isEqualTo(Approval.State.PAID);
    assertThat(paid.decisions())
        .extracting(Approval.Decision::signatory)
        .containsExactly("director", "accountant");
    assertThat(client.approvals().withdraw("signed-2", "a mistake").state())
        .isEqualTo(Approval.State.WITHDRAWN);
    refused(
        "PAYMENT_NOT_APPROVED",
        () -> client.payments().pay(new Payment.Order("signed-2", COMPANY, shop, FIVE)));
    var _ = client.approvals().refusePayment("signed-3", "director", "a..b");
    assertThat(client.approvals().refusePayment("signed-3", "accountant", "a..b").state())
        .isEqualTo(Approval.State.REFUSED);
    assertThat(client.approvals().ofPayment("signed-3").legs()).hasSize(2);
  }

  @Test
  void aRegisterTellsWhoHasNotDecidedUntilTheyHave() {
    var _ =
        client
            .registers()
            .upload("signed-4", csv("a,KZ84563DT00000000002,1,May\nb,KZ84563DT00000000002,2,\n"));
    Approval.OfRegister asked = client.approvals().ofRegister("signed-4");
    Approval.OfRegister decided =
        client.approvals().approveRegister("signed-4", "director", "a..b");

    assertThat(asked.state()).isEqualTo(Approval.State.AWAITING_APPROVAL);
    assertThat(asked.undecided()).containsExactly("director", "accountant");
    assertThat(asked.toRefuse()).isEqualTo("no to signed-4");
    assertThat(decided.state()).isEqualTo(Approval.State.APPROVED);
    assertThat(client.approvals().refuseRegister("signed-4", "director", "a..b").decisions())
        .extracting(Approval.Decision::decision)
        .containsExactly("REFUSE");
  }

  private static Register.Content csv(String lines) {
    return Register.Content.csv(
        MessageBody.of(
            ("payer,currency,count,total\n"
                    + "KZ86601DT00000000002,KZT,2,3\n"
                    + "line,account,amount,purpose\n"
                    + lines)
                .getBytes(UTF_8)));
  }

  @Test
  void aRegisterIsHandedInFollowedLineByLineAndGivenUp() {
    Register.Content content = csv("a,KZ84563DT00000000002,1,May\nb,KZ84563DT00000000002,2,\n");
    Register taken = client.registers().upload("salaries-1", content);

    assertThat(taken.counts().all()).isEqualTo(2);
    assertThat(taken.isEnded()).isFalse();
    assertThat(taken.total()).isEqualByComparingTo("3");
    assertThat(client.registers().upload("salaries-1", content)).isEqualTo(taken);
    assertThat(client.registers().all()).contains(taken);
    assertThat(client.registers().lines("salaries-1"))
        .extracting(Register.Line::line)
        .containsExactly("a", "b");
    assertThat(client.registers().lines("salaries-1", Register.LineState.REFUSED))
        .allSatisfy(
            line -> assertThat(line.problem().orElseThrow().code()).isEqualTo("PAYEE_NOT_FOUND"));
    assertThat(client.registers().cancel(client.registers().read("salaries-1")).id())
        .isEqualTo("salaries-1");
    assertThat(client.registers().cancel("salaries-1").id()).isEqualTo("salaries-1");
  }

  @Test
  void whatIsWrongInARegisterIsNamedRowByRow() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                client
                    .registers()
                    .upload(
                        "salaries-2", csv("a,KZ84563DT00000000002,1\nb,KZ84563DT00000000002,2,\n")))
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo("REGISTER_REFUSED");
              assertThat(refused.problem().lines().orElseThrow())
                  .first()
                  .satisfies(
                      row -> {
                        assertThat(row.row()).isEqualTo(4);
                        assertThat(row.code()).isEqualTo("REGISTER_LINE_MALFORMED");
                        assertThat(row.detail()).contains("3 fields");
                      });
            });
  }

  private static StandingOrder.Wish rent(String id) {
    return new StandingOrder.Wish(
        id,
        "KZ1",
        new Payee.ByPhone("+77010009909"),
        new BigDecimal("150000"),
        "Rent",
        new StandingOrder.When(
            StandingOrder.Every.MONTHLY,
            JUNE,
            StandingOrder.Shift.FORWARD,
            Optional.of(LocalDate.parse("2027-06-01")),
            OptionalInt.of(12)));
  }

  @Test
  void aStandingOrderIsGivenPausedAsItWasReadAndEnded() {
    StandingOrder begun = client.standingOrders().begin(rent("rent-1"));
    Tagged<StandingOrder> read = client.standingOrders().read("rent-1");

    assertThat(begun.first()).isEqualTo(JUNE);
    assertThat(begun.times()).contains("12");
    assertThat(begun.until()).contains(LocalDate.parse("2027-06-01"));
    assertThat(begun.nextDue()).isPresent();
    assertThat(read.value()).isEqualTo(begun);
    assertThat(client.standingOrders().all()).contains(begun);
    assertThat(client.standingOrders().executions("rent-1").iterator().next().state())
        .isEqualTo(StandingOrder.ExecutionState.FAILED);
    assertThat(client.standingOrders().pause(read).state()).isEqualTo(StandingOrder.State.PAUSED);
    refused("RESOURCE_CHANGED", () -> client.standingOrders().cancel(read));
    assertThat(client.standingOrders().order("rent-1").state())
        .isEqualTo(StandingOrder.State.PAUSED);
    assertThat(client.standingOrders().resume("rent-1").state())
        .isEqualTo(StandingOrder.State.ACTIVE);
    assertThat(client.standingOrders().cancel("rent-1").state())
        .isEqualTo(StandingOrder.State.CANCELLED);
  }

  /// Repeated under the same tag it would be told that somebody else has changed it.
  @Test
  void aConditionalChangeWhoseAnswerIsLostIsNotRepeated() throws Exception {
    client.standingOrders().begin(rent("rent-2"));
    Tagged<StandingOrder> read = client.standingOrders().read("rent-2");

    try (var wire =
            new CuttingProxy(
                gateway.gateway.endpoint(),
                () -> gateway.standingOrders.standingOrder("rent-2").state().equals("PAUSED"),
                1);
        BankClient far = at(wire.url())) {
      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(() -> far.standingOrders().pause(read));
    }
    assertThat(client.standingOrders().order("rent-2").state())
        .isEqualTo(StandingOrder.State.PAUSED);
  }

  @Test
  void whatCannotBeARequestIsNotSent() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> client.registers().upload("", csv("")));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                client
                    .refunds()
                    .refund(
                        new Refund.Order("back-9", FakeRefunds.PAYMENT, new BigDecimal("1.005"))));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> client.standingOrders().order("../status"));
  }

  @Test
  void theBankConvertsWithTheCentralBank() {
    StockConversion done =
        client.stockConversions().order(new StockConversion.Order("done-sdk", Direction.IN, FIVE));
    assertThat(done.state()).isEqualTo(StockConversion.State.ISSUED);
    assertThat(done.coreReference()).contains("1981");
    assertThat(client.stockConversions().conversion("done-sdk")).isEqualTo(done);

    var _ =
        client.stockConversions().order(new StockConversion.Order("away-sdk", Direction.OUT, FIVE));
    StockConversion away =
        client.stockConversions().cancel(client.stockConversions().read("away-sdk"));
    assertThat(away.state()).isEqualTo(StockConversion.State.QUEUED);
    assertThat(away.cancelling()).contains(true);
    assertThat(away.problem().orElseThrow().code()).isEqualTo("PEER_UNAVAILABLE");
    assertThat(client.stockConversions().all(StockConversion.Filter.ALL).stream())
        .extracting(StockConversion::id)
        .contains("away-sdk", "done-sdk");
  }
}
