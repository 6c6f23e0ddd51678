package kz.digitaltenge.app;

import static kz.digitaltenge.app.RolesApart.BANK;
import static kz.digitaltenge.app.RolesApart.CENTRAL_BANK;
import static kz.digitaltenge.app.RolesApart.HALYK;
import static kz.digitaltenge.app.RolesApart.NBRK;
import static kz.digitaltenge.app.WaitingWrite.Place.inserted;
import static kz.digitaltenge.app.WaitingWrite.Place.updated;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import kz.digitaltenge.app.ConversionLoad.Kind;
import kz.digitaltenge.app.WaitingWrite.Fate;
import kz.digitaltenge.app.WaitingWrite.Place;
import kz.digitaltenge.ledger.NodeId;

/// Every write of a conversion or a register, and a node that is killed right before it or right
/// after it. A bank and the central bank are killed at a step of their own at once where neither
/// waits for the other.
final class ConversionSteps {
  private static final String STEP = "conversion.step";
  private static final String CUSTOMERS_STEP = "client_conversion.step";
  private static final String STOCK = "client_conversion.stock_conversion";
  private static final String REGISTER = "register.register";

  private static final Standing DEBITED = atCentralBank(Kind.ISSUE, "DEBITED");
  private static final Standing APPROVED = atCentralBank(Kind.ISSUE, "APPROVED");
  private static final Standing ISSUED = atCentralBank(Kind.ISSUE, "ISSUED");
  private static final Standing CREDITED = atCentralBank(Kind.REDEEM, "CREDITED");
  private static final Standing CUSTOMER_DEBITED = ofCustomer(Kind.IN, "DEBITED");
  private static final Standing TOKENS_TAKEN = ofCustomer(Kind.OUT, "TOKENS_TAKEN");
  private static final Standing PAYOUTS_BEGUN =
      atBank(Kind.REGISTER, updated(REGISTER, "new.begun > old.begun"));
  private static final Standing PAYOUTS_PAID =
      atBank(Kind.REGISTER, updated("register.payout", "new.state = 'PAID'"));

  /// The writes that follow what moves money, and those that what moves money follows.
  private static final List<Row> DEAREST =
      List.of(
          new Row(List.of(CUSTOMER_DEBITED, ISSUED), Fate.LOST),
          new Row(List.of(TOKENS_TAKEN, CREDITED), Fate.LOST),
          new Row(List.of(PAYOUTS_PAID, DEBITED), Fate.LOST),
          new Row(List.of(PAYOUTS_BEGUN, APPROVED), Fate.KEPT));

  private static final List<List<Standing>> ALL =
      List.of(
          List.of(ofCustomer(Kind.IN, "DEBIT_ORDERED"), atCentralBank(Kind.ISSUE, "DEBIT_ORDERED")),
          List.of(CUSTOMER_DEBITED, ISSUED),
          List.of(
              ofCustomer(Kind.IN, "CONVERTED"),
              new Standing(
                  CENTRAL_BANK, NBRK, Kind.ISSUE, inserted("conversion.approval", "true"))),
          List.of(
              ofCustomer(Kind.OUT, "TOKENS_ORDERED"), atCentralBank(Kind.REDEEM, "TOKENS_AWAITED")),
          List.of(TOKENS_TAKEN, CREDITED),
          List.of(ofCustomer(Kind.OUT, "CONVERTED"), atCentralBank(Kind.REDEEM, "REDEEMED")),
          List.of(
              atBank(Kind.REGISTER, inserted(REGISTER, "true")),
              atCentralBank(Kind.REDEEM, "TOKENS_HELD")),
          List.of(
              atBank(
                  Kind.REGISTER,
                  updated(REGISTER, "new.stage = 'PAYING' and old.stage = 'CHECKING'")),
              atCentralBank(Kind.REDEEM, "CREDIT_ORDERED")),
          List.of(PAYOUTS_BEGUN, APPROVED),
          List.of(PAYOUTS_PAID, DEBITED),
          List.of(
              atBank(
                  Kind.REGISTER, updated(REGISTER, "new.stage = 'DONE' and old.stage <> 'DONE'"))),
          List.of(atBank(Kind.ISSUE, inserted(STOCK, "true"))),
          List.of(atBank(Kind.ISSUE, updated(STOCK, "new.progress = 'DONE'"))),
          List.of(atBank(Kind.REDEEM, updated(STOCK, "new.stage = 'TOKENS_AWAITED'"))),
          List.of(atBank(Kind.REDEEM, updated(STOCK, "new.progress = 'DONE'"))));

  private final RolesApart network;
  private final ConversionLoad load;

  /// A node that is killed at one of its own writes.
  ///
  /// @param work what it writes for
  record Standing(String role, NodeId node, Kind work, Place place) {
    @Override
    public String toString() {
      return "%s of %s at %s %s %s"
          .formatted(role, work, place.event(), place.table(), place.when());
    }
  }

  /// Who is killed together, and what becomes of what each was writing.
  record Row(List<Standing> standing, Fate fate) {}

  ConversionSteps(RolesApart network, ConversionLoad load) {
    this.network = network;
    this.load = load;
  }

  static Stream<Row> dearest() {
    return DEAREST.stream();
  }

  static Stream<Row> all() {
    return ALL.stream().flatMap(each -> Stream.of(Fate.values()).map(fate -> new Row(each, fate)));
  }

  private static Standing atCentralBank(Kind work, String stage) {
    return new Standing(CENTRAL_BANK, NBRK, work, inserted(STEP, reached(stage)));
  }

  private static Standing ofCustomer(Kind work, String stage) {
    return atBank(work, inserted(CUSTOMERS_STEP, reached(stage)));
  }

  private static Standing atBank(Kind work, Place place) {
    return new Standing(BANK, HALYK, work, place);
  }

  private static String reached(String stage) {
    return "new.stage = '%s'".formatted(stage);
  }

  /// Has what is written come to its end after the kill.
  ///
  /// @param name of what is ordered for it
  void play(Row row, String name) throws SQLException, InterruptedException {
    var waiting = new ArrayList<WaitingWrite>();
    var works = new ArrayList<Future<?>>();
    try {
      for (Standing each : row.standing()) {
        waiting.add(WaitingWrite.at(network.database(each.node()), each.place()));
        works.add(load.begin(each.work(), name));
      }
      waiting.forEach(WaitingWrite::awaitReached);
      for (Standing each : row.standing()) {
        network.kill(each.role());
      }
      for (WaitingWrite each : waiting) {
        each.end(row.fate());
      }
    } finally {
      for (WaitingWrite each : waiting) {
        each.close();
      }
    }
    network.start(row.standing().stream().map(Standing::role).toList());
    for (Future<?> each : works) {
      ConversionLoad.await(each);
    }
  }
}
