package kz.digitaltenge.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// A head of the log with the signatures of members that verified every entry up to it themselves.
public record SignedHead(LogHead head, List<MemberSignature> signatures) {
  public static final int MEMBERS_MAX = 16;

  public SignedHead {
    signatures = List.copyOf(signatures);
  }

  public record MemberSignature(String member, SignatureBytes signature) {
    public static final int NAME_LENGTH_MAX = 32;

    public void writeTo(CborWriter out) {
      out.array(2).text(member);
      signature.writeTo(out);
    }

    public static MemberSignature readFrom(CborReader in) {
      in.arrayOf(2);
      return new MemberSignature(in.text(NAME_LENGTH_MAX), SignatureBytes.readFrom(in));
    }
  }

  /// Whether a majority of `members`, listed by name with their head keys, signed this head.
  public boolean isSignedByMajorityOf(Map<String, PublicKey> members, SignatureVerifier verifier) {
    byte[] message = head.message();
    var signers = new HashSet<String>();
    for (MemberSignature each : signatures) {
      PublicKey key = members.get(each.member);
      if (key != null
          && !signers.contains(each.member)
          && verifier.verify(key, message, each.signature)) {
        signers.add(each.member);
      }
    }
    return signers.size() > members.size() / 2;
  }

  public byte[] encode() {
    return Encoding.encode(this, SignedHead::writeTo);
  }

  public static SignedHead decode(byte[] bytes) {
    return Encoding.decode(bytes, SignedHead::readFrom);
  }

  public void writeTo(CborWriter out) {
    out.array(2);
    head.writeTo(out);
    Encoding.list(out, signatures, MemberSignature::writeTo);
  }

  public static SignedHead readFrom(CborReader in) {
    in.arrayOf(2);
    return new SignedHead(
        LogHead.readFrom(in), Encoding.list(in, MEMBERS_MAX, MemberSignature::readFrom));
  }
}
