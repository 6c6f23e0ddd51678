package kz.digitaltenge.adapters.abs;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.centralbank.ApprovalCheck;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionPlace.Approvals;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.AssetTerms.ApprovalTier;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Signer;

/// Aliya and Berik, officers of the central bank, and Chingiz, who is none; each with a key.
final class TestOfficers {
  static final Hash NETWORK = Hash.sha256(new byte[] {7});
  static final Asset TENGE = new Asset(new NodeId("NBRKKZKX"), "KZT");

  private static final List<String> NAMES = List.of("Aliya", "Berik");
  private static final Map<String, Signer> KEYS = new LinkedHashMap<>();
  private static final JcaSignatures SIGNATURES = JcaSignatures.ofJdk();

  static {
    for (String name : List.of("Aliya", "Berik", "Chingiz")) {
      KEYS.put(name, key());
    }
  }

  private TestOfficers() {}

  static Signer signer(String name) {
    return Objects.requireNonNull(KEYS.get(name), name);
  }

  /// One approves, above an amount both.
  static Approvals approvals(Amount bothAbove) {
    var terms =
        new AssetTerms(
            TENGE,
            signer("Chingiz").publicKey(),
            NAMES.stream().map(name -> signer(name).publicKey()).toList(),
            List.of(new ApprovalTier(Amount.ZERO, 1), new ApprovalTier(bothAbove, 2)));
    return new Approvals(
        new ApprovalCheck(NETWORK, () -> terms, SIGNATURES), number -> NAMES.get(number - 1));
  }

  /// As an officer does it, who looks at what is to be approved and signs that.
  static Conversion approve(Conversions conversions, ConversionId id, String officer) {
    Conversion now = conversions.find(id).orElseThrow();
    ApprovedStep step = conversions.toApprove(now).orElseGet(() -> tooEarly(now));
    return conversions.approve(id, OfficerApproval.sign(step, signer(officer)));
  }

  /// Of a debit that nobody has confirmed.
  private static ApprovedStep tooEarly(Conversion now) {
    return new ApprovedStep(
        NETWORK,
        TENGE,
        ApprovedStep.Kind.ISSUE,
        now.id().bank(),
        now.request().amount(),
        Optional.of(NETWORK),
        now.id().name());
  }

  private static Signer key() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return SIGNATURES.signer(PublicKey.of(pair.getPublic()), pair.getPrivate());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
