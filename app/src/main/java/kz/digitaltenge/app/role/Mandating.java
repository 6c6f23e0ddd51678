package kz.digitaltenge.app.role;

import java.time.Duration;
import java.util.Optional;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.task.Rounds;
import kz.digitaltenge.app.observe.NodeMeters.Origin;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.customer.Customers;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.event.TellingPayments;
import kz.digitaltenge.node.mandate.Approvals;
import kz.digitaltenge.node.mandate.MandateDesk;
import kz.digitaltenge.node.mandate.Mandates;
import kz.digitaltenge.node.mandate.RegisterApprovals;
import kz.digitaltenge.node.mandate.StandingApprovals;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.register.Signatories;
import kz.digitaltenge.node.standing.StandingSignatories;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A bank's accounts that several people sign for, and what goes on with what they approved or did
/// not.
///
/// @param signatories who approve registers
/// @param standing and standing orders
record Mandating(
    MandateOperations desk,
    Rounds rounds,
    Signatories signatories,
    StandingSignatories standing,
    Approvals approvals) {
  private static final Duration ROUND = Duration.ofSeconds(2);

  /// What a bank's node keeps of them; the central bank has none.
  ///
  /// @param outbox that they tell by, and others too
  record Books(PostgresOutbox outbox, Mandates mandates) {
    static Optional<Books> open(NodeRole node, VaultDatabase database, Participant.Kind kind) {
      if (kind != Participant.Kind.BANK) {
        return Optional.empty();
      }
      PostgresOutbox outbox = node.open(PostgresOutbox.open(database));
      return Optional.of(new Books(outbox, node.open(Mandates.open(database, outbox))));
    }
  }

  static Mandating of(NodeRole node, Telling telling, Customers customers, Machine machine) {
    NodeParts parts = node.parts();
    Mandates mandates = node.books().mandates();
    var approvals =
        new Approvals(
            mandates,
            new Approvals.Place(
                parts.self(),
                // That it was approved is told before the money leaves.
                new TellingPayments(telling.teller(), node.payments(Origin.CUSTOMER)),
                parts.verifier(),
                parts.tasks(),
                machine.businessClock()));
    return new Mandating(
        new MandateDesk(mandates, approvals, customers::fault, parts.network(), machine.clock()),
        new Rounds("payments to approve", ROUND, parts.tasks(), approvals::resume),
        new RegisterApprovals(mandates, parts.verifier(), machine.businessClock()),
        new StandingApprovals(
            mandates,
            parts.verifier(),
            machine.businessClock(),
            parts.network().get().current().assets().getFirst().asset().code()),
        approvals);
  }
}
