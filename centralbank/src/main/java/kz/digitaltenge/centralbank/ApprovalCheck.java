package kz.digitaltenge.centralbank;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Tells which approvals are those of officers, of the very thing that is to be done.
///
/// @param terms as they are now: who was an officer before approves nothing any more
public record ApprovalCheck(
    Hash networkId, Supplier<AssetTerms> terms, SignatureVerifier verifier) {
  /// What an approval can name otherwise.
  private enum Part {
    NETWORK("network", ApprovedStep::networkId),
    ASSET("asset", ApprovedStep::asset),
    DIRECTION("direction", ApprovedStep::kind),
    BANK("bank", ApprovedStep::bank),
    CONVERSION("conversion", ApprovedStep::conversion),
    AMOUNT("amount", ApprovedStep::amount),
    CONFIRMATION("confirmation", ApprovedStep::confirmation);

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // reads a record, keeps nothing
    private final Function<ApprovedStep, Object> value;

    Part(String word, Function<ApprovedStep, Object> value) {
      this.word = word;
      this.value = value;
    }
  }

  /// Refuses an approval of anything else, or by anybody else.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `APPROVAL_DIFFERS`, `NOT_AN_OFFICER`,
  ///   `OFFICER_SIGNATURE_WRONG`
  public void require(OfficerApproval approval, ApprovedStep expected) {
    for (Part part : Part.values()) {
      if (!Objects.equals(part.value.apply(approval.step()), part.value.apply(expected))) {
        throw differs(expected.conversion(), part.word).exception();
      }
    }
    if (!terms.get().officers().contains(approval.officer())) {
      throw Problem.of(ErrorCode.NOT_AN_OFFICER, "conversion", expected.conversion()).exception();
    }
    if (!approval.verifies(verifier)) {
      throw Problem.of(ErrorCode.OFFICER_SIGNATURE_WRONG, "conversion", expected.conversion())
          .exception();
    }
  }

  /// That what is approved is not what is asked for.
  ///
  /// @param part of a conversion, in a word
  public static Problem differs(String conversion, String part) {
    return Problem.of(
        ErrorCode.APPROVAL_DIFFERS,
        "conversion",
        conversion,
        "field",
        part + " than was asked for");
  }

  /// Those that count, one an officer. What was kept is verified again: it lay in a database.
  public List<OfficerApproval> counting(List<OfficerApproval> approvals, ApprovedStep expected) {
    Set<PublicKey> officers = new HashSet<>();
    return approvals.stream()
        .filter(each -> each.step().equals(expected))
        .filter(each -> terms.get().officers().contains(each.officer()))
        .filter(each -> each.verifies(verifier))
        .filter(each -> officers.add(each.officer()))
        .toList();
  }
}
