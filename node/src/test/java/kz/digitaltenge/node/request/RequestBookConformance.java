package kz.digitaltenge.node.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.Outbox;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.request.RequestBook.Change;
import kz.digitaltenge.node.request.RequestBook.Part;
import kz.digitaltenge.node.request.RequestBook.Wanted;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.VaultRecord.Happened;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every memory of requests must do.
abstract class RequestBookConformance {
  private static final Note WHY =
      Note.of(Problem.of(ErrorCode.PEER_SILENT, "peer", "KPSTKZKA", "seconds", 15));

  static final AskingLimits LIMITS = new AskingLimits(200, 20, 60);
  private static final Instant AT = Instant.parse("2026-03-02T07:00:00Z");
  private static final Instant END = AT.plus(Duration.ofDays(1));

  private static final NodeId KAZPOST = new NodeId("KPSTKZKA");

  abstract RequestBook book();

  /// What the book puts its changes into.
  abstract Outbox outbox();

  private static Request request(Side side, String id, int payer) {
    return request(side, id, payer, TestNetwork.HALYK);
  }

  private static Request request(Side side, String id, int payer, NodeId peer) {
    var terms =
        new PayRequest(
            new PaymentId(id),
            AccountId.of("601", "0000000000001"),
            "Айгүл С.",
            AccountId.of("563", "%013d".formatted(payer)),
            TestNetwork.KZT,
            Amount.ofTenge(5),
            "Invoice",
            END);
    return new Request(
        side,
        new PaymentId(id),
        peer,
        terms,
        side == Side.PAYEE ? Stage.ORDERED : Stage.OPEN,
        AT,
        AT,
        0,
        true,
        false,
        Note.NONE);
  }

  private Request move(String id, Stage from, Stage to, boolean told) {
    return book().move(new PaymentId(id), Set.of(from), new Change(to, told, Note.of("why")), AT);
  }

  @Test
  void aRequestIsNotedOnceAndKeepsItsTerms() {
    Request first = book().add(request(Side.PAYEE, "once", 1));

    assertThat(book().add(request(Side.PAYEE, "once", 2))).isEqualTo(first);
    assertThat(book().find(first.id())).contains(first);
    assertThat(first.terms()).isEqualTo(request(Side.PAYEE, "once", 1).terms());
  }

  @Test
  void whoComesFirstDecidesAndNobodyAfter() {
    book().add(request(Side.PAYER, "decided", 3));

    assertThat(move("decided", Stage.OPEN, Stage.CANCELLED, true).stage())
        .isEqualTo(Stage.CANCELLED);
    assertThat(move("decided", Stage.OPEN, Stage.ACCEPTED, false).stage())
        .isEqualTo(Stage.CANCELLED);
  }

  /// Side, the stages it goes through, with a mark where the payer's bank was heard, and what its
  /// customer's bank is told.
  @ParameterizedTest
  @CsvSource({
    "PAYEE, ORDERED, ''",
    "PAYEE, ORDERED OPEN*, SENT",
    "PAYEE, ORDERED OPEN* PAID*, SENT PAID",
    "PAYEE, ORDERED PAID*, SENT PAID",
    "PAYEE, ORDERED OPEN* CANCELLING CANCELLED*, SENT CANCELLED",
    "PAYEE, ORDERED CANCELLING CANCELLED*, SENT CANCELLED",
    "PAYEE, ORDERED CANCELLING CANCELLING* CANCELLED*, SENT CANCELLED",
    "PAYEE, ORDERED CANCELLING OPEN* PAID*, SENT PAID",
    "PAYEE, ORDERED OPEN* CANCELLING OPEN* PAID*, SENT PAID",
    "PAYEE, ORDERED OPEN* EXPIRED PAID*, SENT EXPIRED PAID",
    "PAYEE, ORDERED EXPIRED, EXPIRED",
    "PAYEE, ORDERED REFUSED, REFUSED",
    "PAYEE, ORDERED REFUSED*, SENT REFUSED",
    "PAYEE, ORDERED ORDERED OPEN* OPEN*, SENT",
    "PAYER, OPEN, RECEIVED",
    "PAYER, OPEN ACCEPTED PAID, RECEIVED PAID",
    "PAYER, OPEN ACCEPTED OPEN ACCEPTED PAID PAID, RECEIVED REOPENED PAID",
    "PAYER, OPEN REFUSED REFUSED, RECEIVED REFUSED",
    "PAYER, OPEN CANCELLED, RECEIVED CANCELLED",
    "PAYER, OPEN EXPIRED, RECEIVED EXPIRED",
    "PAYER, OPEN ACCEPTED EXPIRED, RECEIVED EXPIRED"
  })
  void eachChangeThatConcernsACustomerIsPutIntoTheOutboxOnce(Side side, String path, String kinds) {
    List<String> steps = List.of(path.split(" "));
    List<Stage> stages =
        steps.stream().map(step -> step.replace("*", "")).map(Stage::valueOf).toList();
    String id = side + "-" + path.replace(' ', '-').replace('*', '.');
    outbox().told(Long.MAX_VALUE);
    book().add(request(side, id, 9, KAZPOST));
    book().add(request(side, id, 9, KAZPOST));
    for (int step = 1; step < stages.size(); step++) {
      Set<Stage> from = Set.of(stages.get(step - 1));
      var change =
          new Change(
              stages.get(step),
              true,
              steps.get(step).endsWith("*"),
              WHY,
              Optional.of(ErrorCode.ACCOUNT_NOT_OPEN));
      book().move(new PaymentId(id), from, change, END);
      if (stages.get(step) != stages.get(step - 1)) {
        // Whoever comes late changes nothing.
        book().move(new PaymentId(id), from, change, END);
      }
    }

    List<Happening> told = outbox().waiting(10).stream().map(Happened::happening).toList();
    assertThat(told)
        .extracting(each -> each.kind().name())
        .isEqualTo(
            Stream.of(kinds.split(" "))
                .filter(kind -> !kind.isEmpty())
                .map(kind -> "REQUEST_" + kind)
                .toList());
    Request now = book().find(new PaymentId(id)).orElseThrow();
    assertThat(now.note()).isEqualTo(stages.size() == 1 ? Note.NONE : WHY);
    assertThat(told)
        .allSatisfy(
            each -> {
              assertThat(each.subject()).isEqualTo(id);
              assertThat(each.account())
                  .isEqualTo(side == Side.PAYEE ? now.terms().payee() : now.terms().payer());
              assertThat(each.sum()).contains(new Happening.Sum("KZT", Amount.ofTenge(5)));
              boolean isFirst = each.kind() == Happening.Kind.REQUEST_RECEIVED;
              assertThat(each.at()).isEqualTo(isFirst ? AT : END);
              boolean isSent = each.kind() == Happening.Kind.REQUEST_SENT;
              assertThat(each.code().isPresent()).isEqualTo(!isFirst && !isSent);
            });
  }

  @Test
  void whatHasNoEndIsCountedBySide() {
    Map<Side, Long> before = book().undecided();
    book().add(request(Side.PAYEE, "count-1", 10, KAZPOST));
    book().add(request(Side.PAYEE, "count-2", 10, KAZPOST));
    book().add(request(Side.PAYER, "count-3", 10, KAZPOST));
    move("count-1", Stage.ORDERED, Stage.OPEN, true);
    move("count-2", Stage.ORDERED, Stage.REFUSED, true);

    for (Side side : Side.values()) {
      assertThat(book().undecided().get(side)).isEqualTo(before.getOrDefault(side, 0L) + 1);
    }
  }

  @Test
  void manyAtOnceDecideOnce() {
    book().add(request(Side.PAYER, "raced", 4));
    List<Stage> ends = List.of(Stage.ACCEPTED, Stage.REFUSED, Stage.CANCELLED, Stage.EXPIRED);
    List<CompletableFuture<Request>> seen;
    try (var threads = Executors.newFixedThreadPool(4)) {
      seen =
          ends.stream()
              .map(
                  end ->
                      CompletableFuture.supplyAsync(
                          () -> move("raced", Stage.OPEN, end, false), threads))
              .toList();
    }
    assertThat(seen.stream().map(each -> each.join().stage()))
        .containsOnly(book().find(new PaymentId("raced")).orElseThrow().stage());
  }

  @Test
  void eachChangeHasAPositionOfItsOwnInOrder() {
    long before = last();
    book().add(request(Side.PAYEE, "seen-1", 5));
    book().add(request(Side.PAYEE, "seen-2", 5));
    move("seen-1", Stage.ORDERED, Stage.OPEN, true);

    assertThat(book().changedAfter(Wanted.ALL, before, 10).requests())
        .extracting(each -> each.id().value())
        .containsExactly("seen-2", "seen-1");
    assertThat(book().changedAfter(Wanted.ALL, last(), 10).requests()).isEmpty();
  }

  @Test
  void whatIsLookedForComesInTheOrderOfItsChangesAndNothingIsPassedOver() {
    long before = last();
    for (int i = 0; i < 6; i++) {
      book()
          .add(
              request(
                  i % 2 == 0 ? Side.PAYEE : Side.PAYER,
                  "looked-" + i,
                  70 + i % 3,
                  new NodeId("LOOKKZKA")));
    }
    move("looked-0", Stage.ORDERED, Stage.OPEN, true);
    var account = Optional.of(AccountId.of("563", "%013d".formatted(70)));

    for (int limit = 1; limit <= 7; limit++) {
      assertThat(looked(Wanted.ALL, before, limit))
          .containsExactly("looked-1", "looked-2", "looked-3", "looked-4", "looked-5", "looked-0");
      assertThat(looked(wanted(Optional.of(Side.PAYER), Optional.empty()), before, limit))
          .containsExactly("looked-1", "looked-3", "looked-5");
      assertThat(looked(wanted(Optional.empty(), account), before, limit))
          .containsExactly("looked-3");
    }
    var open =
        new Wanted(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Stage.OPEN),
            Optional.of(AT),
            Optional.of(AT.plusMillis(1)));
    assertThat(looked(open, before, 2))
        .containsExactly("looked-1", "looked-3", "looked-5", "looked-0");
    var later =
        new Wanted(
            Optional.of(Side.PAYER),
            Optional.empty(),
            Optional.empty(),
            Optional.of(AT.plusMillis(1)),
            Optional.empty());
    assertThat(looked(later, before, 2)).isEmpty();
  }

  private static Wanted wanted(Optional<Side> side, Optional<AccountId> account) {
    return new Wanted(side, account, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private List<String> looked(Wanted wanted, long from, int limit) {
    var found = new ArrayList<String>();
    long after = from;
    for (Part part = book().changedAfter(wanted, after, limit);
        part.next() != after;
        part = book().changedAfter(wanted, after, limit)) {
      assertThat(part.requests().size()).isLessThanOrEqualTo(limit);
      assertThat(part.next()).isGreaterThan(after);
      part.requests().forEach(each -> found.add(each.id().value()));
      after = part.next();
    }
    return found;
  }

  private long last() {
    return book().changedAfter(Wanted.ALL, 0, 100_000).next();
  }

  @Test
  void whatIsLeftToDoIsDue() {
    book().add(request(Side.PAYEE, "due-ordered", 6, TestNetwork.EURASIAN));
    book().add(request(Side.PAYEE, "due-open", 6, TestNetwork.EURASIAN));
    move("due-open", Stage.ORDERED, Stage.OPEN, true);
    book().add(request(Side.PAYER, "due-theirs", 6, TestNetwork.EURASIAN));
    book().add(request(Side.PAYER, "due-untold", 6, TestNetwork.EURASIAN));
    move("due-untold", Stage.OPEN, Stage.REFUSED, false);

    assertThat(due("due-", AT)).containsExactlyInAnyOrder("due-ordered", "due-untold");
    assertThat(due("due-", END)).contains("due-theirs").doesNotContain("due-open");
    assertThat(due("due-", END.plus(RequestBook.GRACE))).contains("due-open");
    move("due-untold", Stage.REFUSED, Stage.REFUSED, true);
    assertThat(due("due-", AT)).containsExactly("due-ordered");
  }

  private List<String> due(String prefix, Instant at) {
    return book().due(at).stream()
        .map(each -> each.id().value())
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  @Test
  void whatWasTriedGoesBehindTheOthersAndRestsLongerEachTime() {
    book().add(request(Side.PAYEE, "rest-1", 8, TestNetwork.ALTYN));
    book().add(request(Side.PAYEE, "rest-2", 8, TestNetwork.ALTYN));
    book().tried(new PaymentId("rest-1"), AT);

    assertThat(due("rest-", AT)).containsExactly("rest-2");
    Instant rested = AT.plus(RequestBook.REST_MIN);
    assertThat(due("rest-", rested)).containsExactly("rest-2", "rest-1");
    IntStream.range(0, 40).forEach(_ -> book().tried(new PaymentId("rest-1"), AT));
    assertThat(due("rest-", AT.plus(RequestBook.REST_MAX).minusMillis(1)))
        .containsExactly("rest-2");
    assertThat(due("rest-", AT.plus(RequestBook.REST_MAX))).contains("rest-1");
    // What is open until its end is not looked at before because of a try.
    book().add(request(Side.PAYER, "rest-3", 8, TestNetwork.ALTYN));
    book().tried(new PaymentId("rest-3"), AT);
    assertThat(due("rest-", AT.plus(RequestBook.REST_MAX))).doesNotContain("rest-3");
    // A new note is no step; a step is looked at at once.
    move("rest-1", Stage.ORDERED, Stage.ORDERED, true);
    assertThat(due("rest-", AT)).containsExactly("rest-2");
    move("rest-1", Stage.ORDERED, Stage.CANCELLING, true);
    assertThat(due("rest-", AT)).contains("rest-1");
  }

  @Test
  void oneBankLeavesRoomForTheOthers() {
    IntStream.rangeClosed(0, RequestBook.DUE_MAX)
        .forEach(i -> book().add(request(Side.PAYEE, "crowd-" + i, 9, TestNetwork.CENTRAL_BANK)));
    book().add(request(Side.PAYEE, "zlast", 9, TestNetwork.CENTERCREDIT));

    assertThat(due("crowd-", AT)).hasSize(RequestBook.DUE_PER_BANK_MAX);
    assertThat(due("zlast", AT)).containsExactly("zlast");
  }

  private void refused(Request request) {
    assertThatThrownBy(() -> book().add(request))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYER_ASKED_TOO_OFTEN));
  }

  @Test
  void aBankAsksSoOftenADayAndLeavesTheOthersTheirRoom() {
    NodeId keen = TestNetwork.CENTERCREDIT;
    IntStream.range(0, LIMITS.perDay())
        .forEach(
            i -> {
              book().add(request(Side.PAYER, "day-" + i, 100 + i, keen));
              move("day-" + i, Stage.OPEN, Stage.REFUSED, true);
            });

    refused(request(Side.PAYER, "day-more", 99, keen));
    // Who was refused has used nothing up, and what is known is no new one.
    refused(request(Side.PAYER, "day-more", 99, keen));
    assertThat(book().add(request(Side.PAYER, "day-0", 100, keen)).stage())
        .isEqualTo(Stage.REFUSED);
    assertThat(book().add(request(Side.PAYER, "day-other", 99, TestNetwork.EURASIAN)).stage())
        .isEqualTo(Stage.OPEN);
    Request tomorrow = request(Side.PAYER, "day-tomorrow", 99, keen);
    assertThat(book().add(at(tomorrow, AT.plus(Duration.ofDays(1)))).stage()).isEqualTo(Stage.OPEN);
  }

  private static Request at(Request request, Instant at) {
    return new Request(
        request.side(),
        request.id(),
        request.peer(),
        request.terms(),
        request.stage(),
        at,
        at,
        0,
        request.told(),
        request.sent(),
        Note.NONE);
  }

  @Test
  void whatHasEndedAndIsToldIsForgottenInTime() {
    Instant longAgo = AT.minus(Duration.ofDays(400));
    for (String id : List.of("old-told", "old-untold", "old-open")) {
      book().add(at(request(Side.PAYER, id, 55, TestNetwork.ALTYN), longAgo));
    }
    var refused = new Change(Stage.REFUSED, true, Note.of("why"));
    book().move(new PaymentId("old-told"), Set.of(Stage.OPEN), refused, longAgo);
    book()
        .move(
            new PaymentId("old-untold"),
            Set.of(Stage.OPEN),
            new Change(Stage.REFUSED, false, Note.of("why")),
            longAgo);
    book().add(request(Side.PAYER, "new-told", 55, TestNetwork.ALTYN));
    move("new-told", Stage.OPEN, Stage.REFUSED, true);

    assertThat(book().forget(longAgo)).isZero();
    assertThat(book().forget(AT)).isOne();
    assertThat(book().find(new PaymentId("old-told"))).isEmpty();
    for (String id : List.of("old-untold", "old-open", "new-told")) {
      assertThat(book().find(new PaymentId(id))).as(id).isPresent();
    }
  }

  @Test
  void aPayerIsAskedBySoManyAtOnceAtMostOfEachBank() {
    IntStream.range(0, LIMITS.undecidedOfPayer())
        .forEach(i -> book().add(request(Side.PAYER, "flood-" + i, 7)));

    refused(request(Side.PAYER, "flood-more", 7));
    assertThat(book().add(request(Side.PAYER, "flood-other", 7, TestNetwork.ALTYN)).stage())
        .isEqualTo(Stage.OPEN);
    assertThat(book().add(request(Side.PAYER, "flood-0", 7)).position()).isPositive();
    move("flood-0", Stage.OPEN, Stage.REFUSED, true);
    assertThat(book().add(request(Side.PAYER, "flood-more", 7)).stage()).isEqualTo(Stage.OPEN);
  }
}
