package kz.digitaltenge.ledger.rules;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.State.Token;

/// What goes in comes out: for every asset and mark the tokens created are worth the tokens
/// consumed.
///
/// The one exception is written into the ledger itself: a step of the asset's issuance register
/// adds what it issues to the unmarked side that goes in, and what it redeems to the side that
/// comes out.
final class ConservationRule {
  private ConservationRule() {}

  /// What must be conserved on its own.
  private record Kind(Asset asset, Optional<Mark> mark) {}

  static Verdict check(Proposal proposal) {
    Map<Kind, Long> in;
    Map<Kind, Long> out;
    try {
      in = sums(proposal.inputs());
      out = sums(proposal.outputs());
      addRegisters(proposal.inputs(), in, out);
      addRegisters(proposal.outputs(), out, in);
    } catch (ArithmeticException e) {
      return Verdict.rejected(Refusal.SUM_TOO_LARGE, "a sum is larger than the ledger can hold");
    }
    var kinds = new LinkedHashSet<>(in.keySet());
    kinds.addAll(out.keySet());
    for (Kind kind : kinds) {
      long consumed = in.getOrDefault(kind, 0L);
      long created = out.getOrDefault(kind, 0L);
      if (consumed != created) {
        return Verdict.rejected(
            Refusal.SUM_NOT_CONSERVED,
            "of %s %d went in and %d came out".formatted(kind.asset, consumed, created));
      }
    }
    return Verdict.accepted();
  }

  private static Map<Kind, Long> sums(List<State> states) {
    var sums = new LinkedHashMap<Kind, Long>();
    for (State state : states) {
      if (state instanceof Token token) {
        add(sums, new Kind(token.asset(), token.mark()), token.amount().tiyn());
      }
    }
    return sums;
  }

  /// A register that is consumed counts what it redeemed as going in and what it issued as coming
  /// out; the register that follows it counts the other way round, so that the differences remain.
  private static void addRegisters(List<State> states, Map<Kind, Long> own, Map<Kind, Long> other) {
    for (State state : states) {
      if (state instanceof IssuanceRegister register) {
        var kind = new Kind(register.asset(), Optional.empty());
        add(own, kind, register.redeemed().tiyn());
        add(other, kind, register.issued().tiyn());
      }
    }
  }

  private static void add(Map<Kind, Long> sums, Kind kind, long tiyn) {
    sums.merge(kind, tiyn, Math::addExact);
  }
}
