package kz.digitaltenge.node.mandate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.Quorum;

/// What may be a mandate.
final class MandateRules {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private MandateRules() {}

  /// Why it may not be one; empty when it may.
  static Optional<String> fault(
      List<Signatory> signatories,
      int required,
      List<Signatory.Role> roles,
      List<Mandate.Tier> tiers) {
    int seats = signatories.size();
    if (seats < 1 || seats > Quorum.SEATS_MAX) {
      return Optional.of("it has %d signatories, not 1 to %d".formatted(seats, Quorum.SEATS_MAX));
    }
    if (required < 1 || required > seats) {
      return Optional.of("%d of %d cannot sign".formatted(required, seats));
    }
    return people(signatories)
        .or(() -> roles(signatories, required, roles))
        .or(() -> tiers(tiers, required, seats));
  }

  /// What the ledger asks for must be enough for one of each role.
  private static Optional<String> roles(
      List<Signatory> signatories, int required, List<Signatory.Role> roles) {
    if (Set.copyOf(roles).size() < roles.size()) {
      return Optional.of("a role is listed twice");
    }
    for (Signatory.Role role : roles) {
      if (signatories.stream().noneMatch(each -> each.role() == role)) {
        return Optional.of("nobody of its signatories is %s".formatted(role));
      }
    }
    return required < roles.size()
        ? Optional.of(
            "%d signatories are not one of each of %d roles".formatted(required, roles.size()))
        : Optional.empty();
  }

  private static Optional<String> people(List<Signatory> signatories) {
    Set<Object> seen = new HashSet<>();
    for (Signatory each : signatories) {
      if (!ID.matcher(each.id()).matches()) {
        return Optional.of("a signatory's id is not 1 to 64 characters out of A-Z a-z 0-9 . _ : -");
      }
      if (!seen.add(each.id())) {
        return Optional.of("the signatory \"%s\" is listed twice".formatted(each.id()));
      }
      // By what it verifies: a second person with it would be the first.
      if (!seen.add(each.key().publicKey())) {
        return Optional.of("the key of \"%s\" is another signatory's too".formatted(each.id()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> tiers(List<Mandate.Tier> tiers, int required, int seats) {
    int before = required;
    Amount above = Amount.ZERO;
    for (Mandate.Tier tier : tiers) {
      if (tier.above().compareTo(above) <= 0) {
        return Optional.of("the amounts of its tiers do not rise");
      }
      if (tier.required() <= before) {
        return Optional.of(
            "above %s it asks for %d, not more than below"
                .formatted(tier.above(), tier.required()));
      }
      if (tier.required() > seats) {
        return Optional.of("above %s it asks for more than there are".formatted(tier.above()));
      }
      before = tier.required();
      above = tier.above();
    }
    return Optional.empty();
  }
}
