package kz.digitaltenge.node.peer;

import java.time.Instant;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;

/// The payee's bank's word on where one payment goes and what name the payee shows, under its
/// identity key.
///
/// @param asker the payer's bank, whose payment it is
/// @param payee a number that stands for the payee's account in this payment only
/// @param name as the payee discloses it; may be empty
public record PayeeStatement(
    Hash networkId,
    NodeId asker,
    PaymentId payment,
    AccountId payee,
    String name,
    Instant at,
    SignatureBytes signature) {
  /// Three parts of a name of 140 characters each, in UTF-8.
  private static final int NAME_BYTES_MAX = 2_048;

  /// States it under the bank's key.
  public static PayeeStatement sign(
      Hash networkId,
      NodeId asker,
      PaymentId payment,
      AccountId payee,
      String name,
      Instant at,
      Signer bank) {
    return new PayeeStatement(
        networkId,
        asker,
        payment,
        payee,
        name,
        at,
        bank.sign(message(networkId, asker, payment, payee, name, at)));
  }

  public boolean verifies(PublicKey bank, SignatureVerifier verifier) {
    return verifier
        .once()
        .verify(bank, message(networkId, asker, payment, payee, name, at), signature);
  }

  byte[] encode() {
    return Encoding.encode(this, PayeeStatement::writeTo);
  }

  static PayeeStatement decode(byte[] bytes) {
    return Encoding.decode(bytes, PayeeStatement::readFrom);
  }

  /// Without the name.
  @Override
  public String toString() {
    return "PayeeStatement[" + payment + "]";
  }

  private static byte[] message(
      Hash networkId, NodeId asker, PaymentId payment, AccountId payee, String name, Instant at) {
    var out = new CborWriter().array(6);
    body(out, networkId, asker, payment, payee, name, at);
    return Domain.PAYEE_STATEMENT.message(out.toBytes());
  }

  private static void body(
      CborWriter out,
      Hash networkId,
      NodeId asker,
      PaymentId payment,
      AccountId payee,
      String name,
      Instant at) {
    networkId.writeTo(out);
    asker.writeTo(out);
    payment.writeTo(out);
    out.text(payee.value()).text(name);
    Encoding.instant(out, at);
  }

  private void writeTo(CborWriter out) {
    body(out.array(7), networkId, asker, payment, payee, name, at);
    signature.writeTo(out);
  }

  private static PayeeStatement readFrom(CborReader in) {
    in.arrayOf(7);
    return new PayeeStatement(
        Hash.readFrom(in),
        NodeId.readFrom(in),
        PaymentId.readFrom(in),
        new AccountId(in.text(AccountId.LENGTH)),
        in.text(NAME_BYTES_MAX),
        Encoding.instant(in),
        SignatureBytes.readFrom(in));
  }
}
