package kz.digitaltenge.ledger.rules;

import java.util.List;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// Money is made and unmade only by a step of the asset's issuance register (A1–A4).
///
/// An issue or redemption consumes exactly one register and creates exactly its successor, chained
/// to the confirmation of the core banking system, under the issuance key and as many officers as
/// the amount asks for. The successor is owned by the issuance key of the transaction's epoch: when
/// that was replaced, the first step after it needs the former key too, which owns the register
/// until then. Nothing else touches a register.
final class IssuanceRule {
  private IssuanceRule() {}

  static Verdict check(Proposal proposal) {
    List<IssuanceRegister> before = registers(proposal.inputs());
    List<IssuanceRegister> after = registers(proposal.outputs());
    return switch (proposal.transaction().intents().getFirst()) {
      case Intent.Issue(Hash confirmation) -> step(proposal, before, after, confirmation, true);
      case Intent.Redeem(Hash confirmation) -> step(proposal, before, after, confirmation, false);
      case Intent.Move _, Intent.Hold _, Intent.Order _, Intent.Housekeeping _, Intent.Refund _ ->
          before.isEmpty() && after.isEmpty()
              ? Verdict.accepted()
              : Verdict.rejected(
                  Refusal.REGISTER_NOT_ALLOWED,
                  "only an issue or a redemption touches the register");
    };
  }

  private static Verdict step(
      Proposal proposal,
      List<IssuanceRegister> before,
      List<IssuanceRegister> after,
      Hash confirmation,
      boolean issue) {
    if (before.size() != 1 || after.size() != 1) {
      return Verdict.rejected(
          Refusal.REGISTER_MISSING,
          "%d registers consumed and %d created".formatted(before.size(), after.size()));
    }
    IssuanceRegister from = before.getFirst();
    IssuanceRegister to = after.getFirst();
    long step =
        issue
            ? to.issued().tiyn() - from.issued().tiyn()
            : to.redeemed().tiyn() - from.redeemed().tiyn();
    // The numbers are compared first because the last one has no successor to compare with.
    if (step <= 0 || to.sequence() != from.sequence() + 1) {
      return Verdict.rejected(
          Refusal.REGISTER_STEP_WRONG, "the register does not move forward by one step");
    }
    var amount = new Amount(step);
    if (!issue && amount.compareTo(from.circulating()) > 0) {
      return Verdict.rejected(
          Refusal.REDEMPTION_EXCEEDS_CIRCULATION, "%s of %s".formatted(amount, from.circulating()));
    }
    AssetTerms terms = proposal.parameters().terms(from.asset()).orElseThrow();
    IssuanceRegister expected =
        (issue ? from.issued(amount, confirmation) : from.redeemed(amount, confirmation))
            .under(new Condition.Signed(terms.issuanceKey()));
    if (!to.equals(expected)) {
      return Verdict.rejected(
          Refusal.REGISTER_STEP_WRONG,
          "the register created is not the successor of the one consumed");
    }
    return approvals(proposal, from, terms, amount);
  }

  private static Verdict approvals(
      Proposal proposal, IssuanceRegister register, AssetTerms terms, Amount amount) {
    if (!signed(proposal, terms.issuanceKey())) {
      return Verdict.rejected(
          Refusal.ISSUANCE_SIGNATURE_MISSING,
          "the issuance key of %s did not sign".formatted(register.asset()));
    }
    long officers = terms.officers().stream().filter(officer -> signed(proposal, officer)).count();
    int needed = terms.approvalsFor(amount);
    return officers >= needed
        ? Verdict.accepted()
        : Verdict.rejected(
            Refusal.OFFICER_APPROVALS_MISSING,
            "%d of %d officers approved %s".formatted(officers, needed, amount));
  }

  /// The keys that may sign an issue or redemption beside the owners of its inputs.
  static Stream<PublicKey> keys(Proposal proposal) {
    return registers(proposal.inputs()).stream()
        .flatMap(register -> proposal.parameters().terms(register.asset()).stream())
        .flatMap(terms -> Stream.concat(Stream.of(terms.issuanceKey()), terms.officers().stream()));
  }

  private static boolean signed(Proposal proposal, PublicKey key) {
    return proposal
        .witness()
        .satisfies(new Condition.Signed(key), proposal.transaction().header().window());
  }

  private static List<IssuanceRegister> registers(List<State> states) {
    return states.stream()
        .filter(IssuanceRegister.class::isInstance)
        .map(IssuanceRegister.class::cast)
        .toList();
  }
}
