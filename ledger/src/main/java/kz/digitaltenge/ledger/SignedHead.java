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
    signatures = Encoding.atMost(MEMBERS_MAX, signatures, "signatures");
  }

  public record MemberSignature(String member, SignatureBytes signature) {
    public static final int NAME_BYTES_MAX = 32;

    public MemberSignature {
      Encoding.text(member, NAME_BYTES_MAX, "name for a notary member");
    }

    /// Whether `signatures` are of more than half of `members`, each once and each good.
    ///
    /// A single bad or surplus signature spoils them all, though the others would be enough: so
    /// that no byte of a proof can change unseen. Whoever collects signatures leaves out bad ones.
    public static boolean byMajorityOf(
        Map<String, PublicKey> members,
        byte[] message,
        List<MemberSignature> signatures,
        SignatureVerifier verifier) {
      if (signatures.size() <= members.size() / 2) {
        return false;
      }
      var signers = new HashSet<String>();
      for (MemberSignature each : signatures) {
        PublicKey key = members.get(each.member);
        if (key == null
            || !signers.add(each.member)
            || !verifier.verify(key, message, each.signature)) {
          return false;
        }
      }
      return true;
    }

    public void writeTo(CborWriter out) {
      out.array(2).text(member);
      signature.writeTo(out);
    }

    public static MemberSignature readFrom(CborReader in) {
      in.arrayOf(2);
      return new MemberSignature(in.text(NAME_BYTES_MAX), SignatureBytes.readFrom(in));
    }
  }

  /// Whether a majority of `members`, listed by name with their head keys, signed this head.
  public boolean isSignedByMajorityOf(Map<String, PublicKey> members, SignatureVerifier verifier) {
    return MemberSignature.byMajorityOf(members, head.message(), signatures, verifier);
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
