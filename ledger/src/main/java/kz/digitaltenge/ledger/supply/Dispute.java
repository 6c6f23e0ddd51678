package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// Why one bucket does not add up: what is live in it, what each node claims of it, and how the
/// references came about that are claimed by nobody or by two.
///
/// @param members the notary's signatures over `live`
/// @param creations of the references in question
public record Dispute(
    LiveBucket live,
    List<MemberSignature> members,
    List<BucketClaim> claims,
    List<Creation> creations) {
  private static final int CREATIONS_MAX = 256;
  private static final int NODES_MAX = 256;

  /// How a reference came about.
  ///
  /// @param decision who attested the transaction that created it
  /// @param state the output itself, when somebody has shown it: it names its custodian
  public record Creation(StateRef reference, FinalityProof decision, Optional<StateProof> state) {
    void writeTo(CborWriter out) {
      reference.writeTo(out.array(3));
      decision.writeTo(out);
      Encoding.optional(out, state, StateProof::writeTo);
    }

    static Creation readFrom(CborReader in) {
      in.arrayOf(3);
      return new Creation(
          StateRef.readFrom(in),
          FinalityProof.readFrom(in),
          Encoding.optional(in, StateProof::readFrom));
    }
  }

  public Dispute {
    members = List.copyOf(members);
    claims = List.copyOf(claims);
    creations = List.copyOf(creations);
  }

  void writeTo(CborWriter out) {
    live.writeTo(out.array(4));
    Encoding.list(out, members, MemberSignature::writeTo);
    Encoding.list(out, claims, BucketClaim::writeTo);
    Encoding.list(out, creations, Creation::writeTo);
  }

  static Dispute readFrom(CborReader in) {
    in.arrayOf(4);
    return new Dispute(
        LiveBucket.readFrom(in),
        Encoding.list(in, SignedHead.MEMBERS_MAX, MemberSignature::readFrom),
        Encoding.list(in, NODES_MAX, BucketClaim::readFrom),
        Encoding.list(in, CREATIONS_MAX, Creation::readFrom));
  }
}
