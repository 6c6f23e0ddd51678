package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Two heads of one size with different roots, both under one member's signature: evidence that
/// needs nobody's word. Anyone who has the network's parameters can check it.
public record Equivocation(
    String member, LogHead one, MemberSignature byOne, LogHead other, MemberSignature byOther) {

  public Equivocation {
    if (!contradict(one, other)
        || !byOne.member().equals(member)
        || !byOther.member().equals(member)) {
      throw new IllegalArgumentException(
          "heads of sizes %d and %d are no contradiction of %s"
              .formatted(one.size(), other.size(), member));
    }
  }

  /// Those who signed both of two heads that contradict each other.
  public static List<Equivocation> of(SignedHead one, SignedHead other) {
    List<Equivocation> found = new ArrayList<>();
    if (contradict(one.head(), other.head())) {
      for (MemberSignature byOne : one.signatures()) {
        other.signatures().stream()
            .filter(byOther -> byOther.member().equals(byOne.member()))
            .map(
                byOther ->
                    new Equivocation(byOne.member(), one.head(), byOne, other.head(), byOther))
            .forEach(found::add);
      }
    }
    return found;
  }

  /// Whether no log can have both heads: whatever the rest of it is.
  public static boolean contradict(LogHead one, LogHead other) {
    return one.networkId().equals(other.networkId())
        && one.size() == other.size()
        && !one.root().equals(other.root());
  }

  /// Whether the member did sign both.
  ///
  /// @param membersOfEpoch the head keys that the parameters of an epoch list
  public boolean holds(
      IntFunction<Map<String, PublicKey>> membersOfEpoch, SignatureVerifier verifier) {
    return isSigned(one, byOne, membersOfEpoch, verifier)
        && isSigned(other, byOther, membersOfEpoch, verifier);
  }

  private static boolean isSigned(
      LogHead head,
      MemberSignature by,
      IntFunction<Map<String, PublicKey>> membersOfEpoch,
      SignatureVerifier verifier) {
    PublicKey key = membersOfEpoch.apply(head.epoch()).get(by.member());
    return key != null && verifier.verify(key, head.message(), by.signature());
  }

  public byte[] encode() {
    CborWriter out = new CborWriter().array(4);
    one.writeTo(out);
    byOne.writeTo(out);
    other.writeTo(out);
    byOther.writeTo(out);
    return out.toBytes();
  }

  /// Reads evidence that somebody shows.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException when it is none
  public static Equivocation decode(byte[] bytes) {
    return Encoding.decode(bytes, Equivocation::readFrom);
  }

  private static Equivocation readFrom(CborReader in) {
    in.arrayOf(4);
    LogHead one = LogHead.readFrom(in);
    MemberSignature byOne = MemberSignature.readFrom(in);
    return new Equivocation(
        byOne.member(), one, byOne, LogHead.readFrom(in), MemberSignature.readFrom(in));
  }

  @Override
  public String toString() {
    return "%s signed two heads of size %d: root %s at %s, and root %s at %s"
        .formatted(member, one.size(), one.root(), one.logTime(), other.root(), other.logTime());
  }
}
