package kz.digitaltenge.ledger;

import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// Network parameters under the central bank's signature.
public record SignedParameters(NetworkParameters parameters, SignatureBytes signature) {
  public static SignedParameters sign(NetworkParameters parameters, Signer centralBankIdentity) {
    return new SignedParameters(parameters, centralBankIdentity.sign(message(parameters)));
  }

  /// Whether these are the first parameters of the network `networkId`.
  public boolean isGenesisOf(Hash networkId, SignatureVerifier verifier) {
    return parameters.epoch() == 1
        && parameters.hash().equals(networkId)
        && signedBy(parameters.centralBank().identityKey(), verifier);
  }

  /// Whether these come right after `before`, by the word of the central bank that `before` names.
  public boolean follows(NetworkParameters before, SignatureVerifier verifier) {
    return parameters.epoch() == before.epoch() + 1
        && parameters.previous().equals(Optional.of(before.hash()))
        && signedBy(before.centralBank().identityKey(), verifier);
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
    out.array(2);
    parameters.writeTo(out);
    signature.writeTo(out);
  }

  public static SignedParameters readFrom(CborReader in) {
    in.arrayOf(2);
    return new SignedParameters(NetworkParameters.readFrom(in), SignatureBytes.readFrom(in));
  }
}
