package kz.digitaltenge.node.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.refund.Refund.Stage;
import kz.digitaltenge.node.refund.RefundBook.Change;
import org.junit.jupiter.api.Test;

/// What every account of refunds must do.
abstract class RefundBookConformance {
  private static final Instant AT = Instant.parse("2026-03-02T07:00:00Z");

  abstract RefundBook book();

  static TransactionId transaction(String name) {
    return new TransactionId(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)));
  }

  static RefundBook.Payment payment(String id, long tenge) {
    return new RefundBook.Payment(
        new PaymentId(id), transaction(id), Optional.empty(), Amount.ofTenge(tenge));
  }

  private static RefundBook.Payment payment(String id, String account, long tenge) {
    return new RefundBook.Payment(
        new PaymentId(id),
        transaction(id),
        Optional.of(AccountId.of("826", account)),
        Amount.ofTenge(tenge));
  }

  private Refund begin(String refund, RefundBook.Payment payment, long tenge) {
    return book().begin(new PaymentId(refund), payment, Optional.of(Amount.ofTenge(tenge)), AT);
  }

  private void exceeds(String refund, RefundBook.Payment payment, long tenge) {
    assertThatThrownBy(() -> begin(refund, payment, tenge))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUND_EXCEEDS_PAYMENT));
  }

  @Test
  void aPaymentIsTakenFromUntilNothingIsLeft() {
    RefundBook.Payment payment = payment("taken", 100);

    begin("taken-1", payment, 60);
    exceeds("taken-2", payment, 41);
    Refund rest = book().begin(new PaymentId("taken-3"), payment, Optional.empty(), AT);

    assertThat(rest.amount()).isEqualTo(Amount.ofTenge(40));
    exceeds("taken-4", payment, 1);
    assertThatThrownBy(() -> book().begin(new PaymentId("taken-5"), payment, Optional.empty(), AT))
        .isInstanceOf(PlatformException.class);
    assertThat(book().ofPayment(payment.id())).extracting(Refund::amount).hasSize(2);
  }

  @Test
  void accountsThatOnePaymentPaidGiveBackEachItsOwn() {
    RefundBook.Payment ofBolat = payment("split", "0000000000001", 100);
    RefundBook.Payment ofBerik = payment("split", "0000000000002", 30);

    begin("split-1", ofBolat, 60);
    Refund berik = begin("split-2", ofBerik, 30);
    begin("split-3", ofBolat, 40);

    assertThat(berik.account()).isEqualTo(ofBerik.account());
    exceeds("split-4", ofBolat, 1);
    exceeds("split-5", ofBerik, 1);
    book().move(berik.id(), new Change(Stage.REFUSED, Optional.empty(), Note.of("no")), AT);
    exceeds("split-6", ofBolat, 1);
    begin("split-7", ofBerik, 30);
    assertThat(book().ofPayment(ofBolat.id())).hasSize(4);
  }

  @Test
  void aNameIsTakenOnce() {
    RefundBook.Payment payment = payment("named", 100);

    Refund first = begin("name", payment, 60);

    assertThat(begin("name", payment, 10)).isEqualTo(first);
    assertThat(begin("another", payment, 40).amount()).isEqualTo(Amount.ofTenge(40));
  }

  @Test
  void whatIsRefusedIsLeftAgainAndOnce() {
    RefundBook.Payment payment = payment("refused", 100);
    Refund refund = begin("refused-1", payment, 100);

    for (int i = 0; i < 2; i++) {
      assertThat(
              book()
                  .move(refund.id(), new Change(Stage.REFUSED, Optional.empty(), Note.of("no")), AT)
                  .stage())
          .isEqualTo(Stage.REFUSED);
    }

    exceeds("refused-2", payment, 101);
    begin("refused-3", payment, 100);
    assertThat(book().open()).extracting(Refund::id).contains(new PaymentId("refused-3"));
  }

  @Test
  void whatIsPaidStaysPaid() {
    RefundBook.Payment payment = payment("paid", 100);
    Refund refund = begin("paid-1", payment, 100);
    TransactionId back = transaction("back");

    Note busy = Note.of(Problem.of(ErrorCode.OVERLOADED, "queue", "Payments = all", "limit", 512));
    assertThat(book().move(refund.id(), new Change(Stage.ORDERED, Optional.empty(), busy), AT))
        .extracting(Refund::note)
        .isEqualTo(busy);
    assertThat(book().move(refund.id(), new Change(Stage.PAID, Optional.of(back), Note.NONE), AT))
        .extracting(Refund::note)
        .isEqualTo(Note.NONE);
    book().move(refund.id(), new Change(Stage.REFUSED, Optional.empty(), Note.of("late")), AT);

    assertThat(book().find(refund.id()))
        .hasValueSatisfying(
            now -> {
              assertThat(now.stage()).isEqualTo(Stage.PAID);
              assertThat(now.transaction()).contains(back);
            });
    exceeds("paid-2", payment, 1);
  }

  /// Whatever sums come at once, of whom some are refused in between.
  @Test
  void refundsAtOnceNeverTakeMoreThanWasPaid() {
    long seed = 7;
    var random = new Random(seed);
    RefundBook.Payment payment = payment("at-once", 1_000);
    var callers = new ArrayList<CompletableFuture<Void>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        String name = "at-once-" + i;
        long tenge = random.nextLong(1, 120);
        boolean refused = random.nextInt(3) == 0;
        callers.add(
            CompletableFuture.runAsync(() -> takeOrNot(name, payment, tenge, refused), threads));
      }
    }
    callers.forEach(CompletableFuture::join);

    List<Refund> taken =
        book().ofPayment(payment.id()).stream()
            .filter(each -> each.stage() != Stage.REFUSED)
            .toList();
    Amount sum = taken.stream().map(Refund::amount).reduce(Amount.ZERO, Amount::plus);
    assertThat(sum).as("seed %d", seed).isBetween(Amount.ofTenge(880), payment.amount());
  }

  private void takeOrNot(String name, RefundBook.Payment payment, long tenge, boolean refused) {
    try {
      Refund refund = begin(name, payment, tenge);
      if (refused) {
        book().move(refund.id(), new Change(Stage.REFUSED, Optional.empty(), Note.of("no")), AT);
      }
    } catch (PlatformException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.REFUND_EXCEEDS_PAYMENT);
    }
  }

  @Test
  void refundsAreLookedThroughTheNewestFirst() {
    RefundBook.Payment payment = payment("looked", 100);
    for (int i = 0; i < 6; i++) {
      begin("looked-" + i, payment, 1);
      if (i % 2 == 0) {
        book()
            .move(
                new PaymentId("looked-" + i),
                new Change(Stage.REFUSED, Optional.empty(), Note.NONE),
                AT);
      }
    }

    assertThat(looked(Optional.empty(), 4)).contains("looked-5", "looked-4", "looked-0");
    assertThat(looked(Optional.empty(), 4)).isEqualTo(looked(Optional.empty(), 100));
    assertThat(looked(Optional.of(Stage.REFUSED), 2))
        .containsSequence("looked-4", "looked-2", "looked-0");
    assertThat(looked(Optional.of(Stage.PAID), 2)).doesNotContain("looked-1", "looked-2");
    var later =
        new RefundBook.Wanted(Optional.empty(), Optional.of(AT.plusMillis(1)), Optional.empty());
    var until = new RefundBook.Wanted(Optional.empty(), Optional.of(AT), Optional.of(AT));
    assertThat(book().find(later, ListPart.NEWEST, 100).lines())
        .extracting(each -> each.id().value())
        .doesNotContain("looked-5");
    assertThat(book().find(until, ListPart.NEWEST, 100).lines()).isEmpty();
  }

  private List<String> looked(Optional<Stage> stage, int limit) {
    var wanted = new RefundBook.Wanted(stage, Optional.empty(), Optional.empty());
    var found = new ArrayList<String>();
    OptionalLong next = OptionalLong.of(ListPart.NEWEST);
    while (next.isPresent()) {
      ListPart<Refund> part = book().find(wanted, next.getAsLong(), limit);
      assertThat(part.lines().size()).isLessThanOrEqualTo(limit);
      part.lines().forEach(each -> found.add(each.id().value()));
      next = part.next();
    }
    assertThat(found).doesNotHaveDuplicates();
    return found;
  }
}
