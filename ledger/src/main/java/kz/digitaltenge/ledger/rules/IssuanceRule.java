package kz.digitaltenge.ledger.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.IssueApproval;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.UnusedProof;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Money is made and unmade only by a step of the asset's issuance register (A1–A4).
///
/// An issue or redemption consumes exactly one register and creates exactly its successor, chained
/// to the confirmation of the core banking system, under the issuance key. The successor is owned
/// by the issuance key of the transaction's epoch: when that was replaced, the first step after it
/// needs the former key too, which owns the register until then. Nothing else touches a register.
///
/// An issue needs as many officers as its amount asks for. They sign what they approve
/// ([ApprovedStep]), and the register keeps the set of confirmations, so that what was approved is
/// issued once. A step of a register from before there was that set may also be taken as then:
/// officers sign the transaction itself, and a redemption too.
final class IssuanceRule {
  private IssuanceRule() {}

  /// One step.
  ///
  /// @param proves what shows that the confirmation is new; empty in a step as before
  private record Step(
      Proposal proposal,
      boolean issue,
      Hash confirmation,
      Optional<IssueApproval> approval,
      Optional<UnusedProof> proves) {}

  static Verdict check(Proposal proposal, SignatureVerifier verifier) {
    List<IssuanceRegister> before = registers(proposal.inputs());
    List<IssuanceRegister> after = registers(proposal.outputs());
    return switch (proposal.transaction().intents().getFirst()) {
      case Intent.Issue(Hash confirmation, Optional<IssueApproval> approval) ->
          check(
              new Step(proposal, true, confirmation, approval, approval.map(IssueApproval::unused)),
              before,
              after,
              verifier);
      case Intent.Redeem(Hash confirmation, Optional<UnusedProof> unused) ->
          check(
              new Step(proposal, false, confirmation, Optional.empty(), unused),
              before,
              after,
              verifier);
      case Intent.Move _, Intent.Hold _, Intent.Order _, Intent.Housekeeping _, Intent.Refund _ ->
          before.isEmpty() && after.isEmpty()
              ? Verdict.accepted()
              : Verdict.rejected(
                  Refusal.REGISTER_NOT_ALLOWED,
                  "only an issue or a redemption touches the register");
    };
  }

  private static Verdict check(
      Step step,
      List<IssuanceRegister> before,
      List<IssuanceRegister> after,
      SignatureVerifier verifier) {
    if (before.size() != 1 || after.size() != 1) {
      return Verdict.rejected(
          Refusal.REGISTER_MISSING,
          "%d registers consumed and %d created".formatted(before.size(), after.size()));
    }
    IssuanceRegister from = before.getFirst();
    IssuanceRegister to = after.getFirst();
    long moved =
        step.issue
            ? to.issued().tiyn() - from.issued().tiyn()
            : to.redeemed().tiyn() - from.redeemed().tiyn();
    // The numbers are compared first because the last one has no successor to compare with.
    if (moved <= 0 || to.sequence() != from.sequence() + 1) {
      return Verdict.rejected(
          Refusal.REGISTER_STEP_WRONG, "the register does not move forward by one step");
    }
    var amount = new Amount(moved);
    if (!step.issue && amount.compareTo(from.circulating()) > 0) {
      return Verdict.rejected(
          Refusal.REDEMPTION_EXCEEDS_CIRCULATION, "%s of %s".formatted(amount, from.circulating()));
    }
    if (step.proves.isEmpty() && from.used().isPresent()) {
      return Verdict.rejected(
          Refusal.REGISTER_STEP_WRONG, "it does not show that its confirmation is new");
    }
    Optional<Hash> root =
        step.proves.flatMap(proof -> proof.rootWith(step.confirmation, from.usedRoot()));
    if (step.proves.isPresent() && root.isEmpty()) {
      return Verdict.rejected(
          Refusal.CONFIRMATION_USED,
          "%s was used before, or is not shown to be new".formatted(step.confirmation));
    }
    AssetTerms terms = step.proposal.parameters().terms(from.asset()).orElseThrow();
    IssuanceRegister next =
        (step.issue
                ? from.issued(amount, step.confirmation)
                : from.redeemed(amount, step.confirmation))
            .under(new Condition.Signed(terms.issuanceKey()));
    if (!to.equals(root.map(next::using).orElse(next))) {
      return Verdict.rejected(
          Refusal.REGISTER_STEP_WRONG,
          "the register created is not the successor of the one consumed");
    }
    // First what the transaction itself shows: of a missing signature, which is no part of it,
    // nobody could be convinced.
    Verdict approved =
        step.approval
            .map(approval -> approved(step, approval, terms, amount, verifier))
            .orElse(Verdict.accepted());
    if (!approved.isAccepted()) {
      return approved;
    }
    if (!signed(step.proposal, terms.issuanceKey())) {
      return Verdict.rejected(
          Refusal.ISSUANCE_SIGNATURE_MISSING,
          "the issuance key of %s did not sign".formatted(from.asset()));
    }
    return signedAsBefore(step, terms, amount);
  }

  /// Of steps as before there was the set of confirmations: officers signed the transaction.
  private static Verdict signedAsBefore(Step step, AssetTerms terms, Amount amount) {
    if (step.proves.isPresent()) {
      // An issue was approved. What a redemption unmakes lies in the central bank's own custody.
      return Verdict.accepted();
    }
    long officers =
        terms.officers().stream().filter(officer -> signed(step.proposal, officer)).count();
    int needed = terms.approvalsFor(amount);
    return officers >= needed
        ? Verdict.accepted()
        : Verdict.rejected(
            Refusal.OFFICER_APPROVALS_MISSING, tooFew((int) officers, needed, amount));
  }

  private static Verdict approved(
      Step step,
      IssueApproval approval,
      AssetTerms terms,
      Amount amount,
      SignatureVerifier verifier) {
    List<NodeId> banks = banks(step.proposal);
    if (banks.size() != 1) {
      return Verdict.rejected(
          Refusal.ISSUE_NOT_APPROVED,
          "it goes to %d nodes, and officers approve for one".formatted(banks.size()));
    }
    var what =
        new ApprovedStep(
            step.proposal.network().networkId(),
            terms.asset(),
            ApprovedStep.Kind.ISSUE,
            banks.getFirst(),
            amount,
            Optional.of(step.confirmation),
            approval.conversion());
    int officers = approval.officers(what, terms.officers()::contains, verifier).size();
    int needed = terms.approvalsFor(amount);
    if (officers < needed) {
      return Verdict.rejected(Refusal.ISSUE_NOT_APPROVED, tooFew(officers, needed, amount));
    }
    return officers == approval.signatures().size()
        ? Verdict.accepted()
        : Verdict.rejected(
            Refusal.ISSUE_NOT_APPROVED, "it carries an officer's signature that does not count");
  }

  private static String tooFew(int officers, int needed, Amount amount) {
    return "%d of %d officers approved %s".formatted(officers, needed, amount);
  }

  /// Who gets tokens.
  private static List<NodeId> banks(Proposal proposal) {
    return proposal.outputs().stream()
        .filter(State.Token.class::isInstance)
        .map(State::custodian)
        .distinct()
        .toList();
  }

  /// The keys that may sign an issue or redemption beside the owners of its inputs.
  static Stream<PublicKey> keys(Proposal proposal) {
    boolean byOfficers =
        switch (proposal.transaction().intents().getFirst()) {
          case Intent.Issue(_, Optional<IssueApproval> approval) -> approval.isEmpty();
          case Intent.Redeem(_, Optional<UnusedProof> unused) -> unused.isEmpty();
          case Intent.Move _,
              Intent.Hold _,
              Intent.Order _,
              Intent.Housekeeping _,
              Intent.Refund _ ->
              true;
        };
    return registers(proposal.inputs()).stream()
        .flatMap(register -> proposal.parameters().terms(register.asset()).stream())
        .flatMap(
            terms ->
                Stream.concat(
                    Stream.of(terms.issuanceKey()),
                    byOfficers ? terms.officers().stream() : Stream.empty()));
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
