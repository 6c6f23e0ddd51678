package kz.digitaltenge.ledger;

import java.util.List;
import java.util.function.Function;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// Under which keys an asset is issued and redeemed (A4).
///
/// @param issuanceKey signs every issue and redemption
/// @param officers the people who approve, by their keys
/// @param approvals how many officers approve, by amount: the tier with the highest `above` that
///   the amount exceeds counts
public record AssetTerms(
    Asset asset, PublicKey issuanceKey, List<PublicKey> officers, List<ApprovalTier> approvals) {
  private static final int OFFICERS_MAX = 32;
  private static final int TIERS_MAX = 8;

  /// Amounts over `above` need `officers` approvals.
  public record ApprovalTier(Amount above, int officers) {
    public ApprovalTier {
      if (officers < 0 || officers > OFFICERS_MAX) {
        throw new IllegalArgumentException("%d officers cannot approve".formatted(officers));
      }
    }

    void writeTo(CborWriter out) {
      out.array(2).uint(above.tiyn()).uint(officers);
    }

    static ApprovalTier readFrom(CborReader in) {
      in.arrayOf(2);
      return new ApprovalTier(new Amount(in.uint(Amount.MAX_TIYN)), (int) in.uint(OFFICERS_MAX));
    }
  }

  public AssetTerms {
    officers = Encoding.atMost(OFFICERS_MAX, officers, "officers");
    approvals = Encoding.atMost(TIERS_MAX, approvals, "tiers");
    Encoding.distinct(officers, Function.identity(), "officer");
    for (ApprovalTier tier : approvals) {
      if (tier.officers > officers.size()) {
        throw new IllegalArgumentException(
            "%d approvals asked of %d officers".formatted(tier.officers, officers.size()));
      }
    }
  }

  /// How many officers approve an issue of `amount`.
  public int approvalsFor(Amount amount) {
    int needed = 0;
    for (ApprovalTier tier : approvals) {
      if (amount.compareTo(tier.above) > 0) {
        needed = Math.max(needed, tier.officers);
      }
    }
    return needed;
  }

  void writeTo(CborWriter out) {
    out.array(4);
    asset.writeTo(out);
    issuanceKey.writeTo(out);
    Encoding.list(out, officers, PublicKey::writeTo);
    Encoding.list(out, approvals, ApprovalTier::writeTo);
  }

  static AssetTerms readFrom(CborReader in) {
    in.arrayOf(4);
    return new AssetTerms(
        Asset.readFrom(in),
        PublicKey.readFrom(in),
        Encoding.list(in, OFFICERS_MAX, PublicKey::readFrom),
        Encoding.list(in, TIERS_MAX, ApprovalTier::readFrom));
  }
}
