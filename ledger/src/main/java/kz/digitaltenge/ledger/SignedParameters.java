package kz.digitaltenge.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// Network parameters under the central bank's signature.
///
/// The central bank alone can admit participants and move what is reached where. Who may make money
/// is not for its process to say: parameters that change an asset's terms, or what the central bank
/// goes by, are signed by officers too, those of the parameters before.
///
/// @param officers signatures over the same; empty where none is needed
public record SignedParameters(
    NetworkParameters parameters, SignatureBytes signature, List<OfficerSignature> officers) {
  private static final int OFFICERS_MAX = 32;

  public SignedParameters {
    officers = Encoding.atMost(OFFICERS_MAX, officers, "signatures");
  }

  /// Without officers.
  public SignedParameters(NetworkParameters parameters, SignatureBytes signature) {
    this(parameters, signature, List.of());
  }

  public static SignedParameters sign(NetworkParameters parameters, Signer centralBankIdentity) {
    return new SignedParameters(parameters, centralBankIdentity.sign(message(parameters)));
  }

  /// The same with one officer's signature more; his earlier one goes.
  public SignedParameters signedBy(Signer officer) {
    var all = new ArrayList<>(officers);
    all.removeIf(each -> each.officer().equals(officer.publicKey()));
    all.add(new OfficerSignature(officer.publicKey(), officer.sign(message(parameters))));
    return new SignedParameters(parameters, signature, all);
  }

  /// Whether these are the first parameters of the network `networkId`.
  public boolean isGenesisOf(Hash networkId, SignatureVerifier verifier) {
    return parameters.epoch() == 1
        && parameters.hash().equals(networkId)
        && signedBy(parameters.centralBank().identityKey(), verifier);
  }

  /// Whether these come right after `before`, by the word of the central bank that `before` names,
  /// and of its officers where it needs theirs.
  public boolean follows(NetworkParameters before, SignatureVerifier verifier) {
    return parameters.epoch() == before.epoch() + 1
        && parameters.previous().equals(Optional.of(before.hash()))
        && signedBy(before.centralBank().identityKey(), verifier)
        && signers(before, verifier).size() >= officersNeeded(before);
  }

  /// How many of the officers that `before` names have to sign: as many as an order needs, or all
  /// where there are fewer. None where what they answer for stays as it is.
  public int officersNeeded(NetworkParameters before) {
    Participant was = before.centralBank();
    Participant is = parameters.centralBank();
    boolean same =
        parameters.assets().equals(before.assets())
            && is.node().equals(was.node())
            && is.identityKey().equals(was.identityKey());
    return same ? 0 : Math.min(BlockOrder.OFFICERS_MIN, before.officers().size());
  }

  private Set<PublicKey> signers(NetworkParameters before, SignatureVerifier verifier) {
    Set<PublicKey> named = before.officers();
    Set<PublicKey> signers = new HashSet<>();
    byte[] message = message(parameters);
    for (OfficerSignature by : officers) {
      if (named.contains(by.officer()) && verifier.verify(by.officer(), message, by.signature())) {
        signers.add(by.officer());
      }
    }
    return signers;
  }

  private boolean signedBy(PublicKey key, SignatureVerifier verifier) {
    return verifier.verify(key, message(parameters), signature);
  }

  private static byte[] message(NetworkParameters parameters) {
    return Domain.PARAMETERS.message(parameters.encode());
  }

  public byte[] encode() {
    return Encoding.encode(this, SignedParameters::writeTo);
  }

  public static SignedParameters decode(byte[] bytes) {
    return Encoding.decode(bytes, SignedParameters::readFrom);
  }

  public void writeTo(CborWriter out) {
    // Without officers as before there were any, so that what is kept and logged reads the same.
    out.array(officers.isEmpty() ? 2 : 3);
    parameters.writeTo(out);
    signature.writeTo(out);
    if (!officers.isEmpty()) {
      Encoding.list(out, officers, OfficerSignature::writeTo);
    }
  }

  public static SignedParameters readFrom(CborReader in) {
    int items = in.array(3);
    if (items < 2) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    NetworkParameters parameters = NetworkParameters.readFrom(in);
    SignatureBytes signature = SignatureBytes.readFrom(in);
    List<OfficerSignature> officers =
        items == 2 ? List.of() : Encoding.list(in, OFFICERS_MAX, OfficerSignature::readFrom);
    if (items == 3 && officers.isEmpty()) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new SignedParameters(parameters, signature, officers);
  }
}
