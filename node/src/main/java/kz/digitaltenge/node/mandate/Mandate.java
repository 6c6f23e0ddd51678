package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;

/// Who signs for an account, from a time on until the next version. [MandateRules] says what may be
/// one; a version without signatories is the end of one: the account is its owner's alone again.
///
/// @param version 1 for the account's first
/// @param signatories each on the seat of its place here
/// @param required what the ledger asks for
/// @param roles each of which must be among those who sign; what the bank asks for
/// @param tiers by rising amount; what the bank asks for above it
/// @param reason in the bank's words, without personal data
/// @param evidence where the signed request is kept
record Mandate(
    AccountId account,
    int version,
    List<Signatory> signatories,
    int required,
    List<Signatory.Role> roles,
    List<Tier> tiers,
    String reason,
    Instant at,
    long evidence) {
  Mandate {
    signatories = List.copyOf(signatories);
    roles = List.copyOf(roles);
    tiers = List.copyOf(tiers);
  }

  /// How many must sign above an amount.
  record Tier(Amount above, int required) {}

  /// The end of whatever mandate an account is under.
  static Mandate end(AccountId account, String reason, Instant at, long evidence) {
    return new Mandate(account, 1, List.of(), 0, List.of(), List.of(), reason, at, evidence);
  }

  boolean isEnd() {
    return signatories.isEmpty();
  }

  Mandate as(int next) {
    return new Mandate(account, next, signatories, required, roles, tiers, reason, at, evidence);
  }

  Quorum quorum() {
    return new Quorum(required, signatories.size());
  }

  int required(Amount amount) {
    return tiers.stream()
        .filter(tier -> amount.compareTo(tier.above) > 0)
        .mapToInt(Tier::required)
        .max()
        .orElse(required);
  }

  /// Whether those who approved are enough for an amount.
  boolean isAgreed(Amount amount, Set<Integer> approved) {
    return approved.size() >= required(amount)
        && roles.stream().allMatch(role -> isAmong(role, approved));
  }

  /// Whether those who have not refused could still be enough.
  boolean canAgree(Amount amount, Set<Integer> refused) {
    Set<Integer> left =
        IntStream.range(0, signatories.size())
            .filter(seat -> !refused.contains(seat))
            .boxed()
            .collect(Collectors.toSet());
    return isAgreed(amount, left);
  }

  private boolean isAmong(Signatory.Role role, Set<Integer> seats) {
    return seats.stream().anyMatch(seat -> signatories.get(seat).role() == role);
  }

  Optional<Signatory> signatory(String id) {
    return signatories.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /// Where the one sits whose id and key these are; empty for somebody else, also for who had the
  /// id before.
  OptionalInt seat(String id, SignatoryKey key) {
    return IntStream.range(0, signatories.size())
        .filter(
            seat ->
                signatories.get(seat).id().equals(id) && signatories.get(seat).key().equals(key))
        .findFirst();
  }

  /// Whether it would ask for the same.
  boolean isLike(Mandate other) {
    return signatories.equals(other.signatories)
        && required == other.required
        && roles.equals(other.roles)
        && tiers.equals(other.tiers);
  }
}
