package kz.digitaltenge.ledger.supply;

import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// A node's statement under its identity key: it cannot take it back.
public record SignedStatement(NodeStatement statement, SignatureBytes signature) {
  public static SignedStatement sign(NodeStatement statement, Signer identity) {
    return new SignedStatement(statement, identity.sign(statement.message()));
  }

  public boolean verifies(PublicKey identity, SignatureVerifier verifier) {
    return verifier.verify(identity, statement.message(), signature);
  }

  /// What a draw knows it by.
  public Hash hash() {
    return Hash.sha256(encode());
  }

  public byte[] encode() {
    return Encoding.encode(this, SignedStatement::writeTo);
  }

  public static SignedStatement decode(byte[] bytes) {
    return Encoding.decode(bytes, SignedStatement::readFrom);
  }

  public void writeTo(CborWriter out) {
    statement.writeTo(out.array(2));
    signature.writeTo(out);
  }

  public static SignedStatement readFrom(CborReader in) {
    in.arrayOf(2);
    return new SignedStatement(NodeStatement.readFrom(in), SignatureBytes.readFrom(in));
  }
}
