package kz.digitaltenge.ledger.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairWitness;
import kz.digitaltenge.ledger.supply.SignedStatement;

/// A node's word with the content that makes it false: of transactions (1 to 5), or of its own
/// books at a cut of the log (6 to 10); or what a member of the notary signed (11). Holds only what
/// its keeper had seen anyway, and of that no more than the judgement needs.
public sealed interface Evidence {
  /// How many items each kind has, its number included.
  List<Integer> ITEMS = List.of(4, 3, 4, 4, 3, 3, 5, 4, 6, 4, 6);

  /// A node attested a transaction that breaks a rule.
  ///
  /// @param provenance where the inputs come from, one each, in order
  record BrokenRule(Word word, Transaction transaction, List<Provenance> provenance)
      implements Evidence {
    public BrokenRule {
      provenance = List.copyOf(provenance);
    }
  }

  /// A node attested what its header and the groups shown prove to be no transaction of the
  /// network.
  record BrokenForm(Attestation attestation, TearOff tearOff) implements Evidence {}

  /// A node agreed to spend, and none of the inputs is in its custody.
  ///
  /// @param tearOff inputs shown
  /// @param provenance whose the inputs are, one each, in order
  record ForeignSpend(Word word, TearOff tearOff, List<Provenance> provenance) implements Evidence {
    public ForeignSpend {
      provenance = List.copyOf(provenance);
    }
  }

  /// A custodian agreed to spend a token that was gone. Only its own word can have consumed it
  /// before, so it gave that word twice.
  ///
  /// @param refusal the notary's decision: void, naming the token
  /// @param tearOff of the refused transaction, inputs shown
  /// @param token the token as its creator's transaction has it
  record SpentTwice(FinalityProof refusal, TearOff tearOff, Provenance.Notarised token)
      implements Evidence {}

  /// A node made a transaction final without the word of the node that an output is for: nobody can
  /// ever take that token.
  record WordWithheld(FinalityProof decision, StateProof output) implements Evidence {}

  /// A node's statement at a cut that is wrong by itself.
  record FalseBooks(SignedHead cut, SignedStatement said) implements Evidence {}

  /// Two statements of a node that cannot both be true: of one cut, or of two between which a total
  /// went back.
  record TwoStatements(
      SignedHead firstCut, SignedStatement first, SignedHead secondCut, SignedStatement second)
      implements Evidence {}

  /// A node committed to a leaf that is not what the ledger says.
  record FalseLeaf(SignedHead cut, SignedStatement said, Opening opening) implements Evidence {}

  /// A node's list of its references at a cut has one that it must not have, or lacks one.
  ///
  /// @param live what is live in that part, when it matters
  /// @param creation how the reference came about, when it matters
  record FalseReferences(
      SignedHead cut,
      BucketClaim claim,
      StateRef reference,
      Optional<Live> live,
      Optional<Provenance.Notarised> creation)
      implements Evidence {}

  /// A node's list of what passed between it and another has a transaction with another sum than
  /// the ledger, or lacks it.
  record FalseTurnover(SignedHead cut, PairPart part, PairWitness witness) implements Evidence {}

  /// Two heads under one member's signature that no log can both have had.
  ///
  /// @param first not longer than the second
  /// @param proof when the lengths differ and the second does not continue the first: what leads to
  ///   the second head's root and to another root of the first one's length, as
  ///   [kz.digitaltenge.ledger.crypto.MerkleTree#rootBefore] takes it
  record TwoHeads(
      LogHead first,
      MemberSignature byFirst,
      LogHead second,
      MemberSignature bySecond,
      List<Hash> proof)
      implements Evidence {
    private static final int HASHES_MAX = 64;

    public TwoHeads {
      proof = List.copyOf(proof);
      if (proof.size() > HASHES_MAX) {
        throw new IllegalArgumentException("%d hashes are no proof".formatted(proof.size()));
      }
    }

    /// Two heads that contradict each other at first sight, in their order; empty when they do not,
    /// or are of two networks.
    public static Optional<TwoHeads> of(
        LogHead one, MemberSignature byOne, LogHead other, MemberSignature byOther) {
      if (!one.networkId().equals(other.networkId())) {
        return Optional.empty();
      }
      TwoHeads two =
          TwoHeadsJudge.ORDER.compare(one, other) <= 0
              ? new TwoHeads(one, byOne, other, byOther, List.of())
              : new TwoHeads(other, byOther, one, byOne, List.of());
      return TwoHeadsJudge.contradiction(two).map(_ -> two);
    }

    /// A head, and a longer one that does not continue it.
    ///
    /// @param was the root that the log of the longer one had where the other ends
    /// @param proof from `was` to the longer one, as RFC 9162 §2.1.4.1 has it
    public static TwoHeads of(
        LogHead first,
        MemberSignature byFirst,
        Hash was,
        LogHead second,
        MemberSignature bySecond,
        List<Hash> proof) {
      var whole = new ArrayList<Hash>(proof.size() + 1);
      if (Long.bitCount(first.size()) == 1) {
        whole.add(was);
      }
      whole.addAll(proof);
      return new TwoHeads(first, byFirst, second, bySecond, whole);
    }

    /// The member in whose name both are.
    public Culprit.Member suspect() {
      return new Culprit.Member(byFirst.member());
    }

    /// What the heads show, whoever signed them, as a sentence without its end.
    public String claim() {
      return "%s signed two heads that no log can both have had: %s"
          .formatted(
              suspect(),
              TwoHeadsJudge.contradiction(this)
                  .map(TwoHeadsJudge.Contradiction::what)
                  .orElse("which is not so"));
    }
  }

  /// What the notary says is live in one part, with its members' signatures.
  record Live(LiveBucket bucket, List<MemberSignature> members) {
    public Live {
      members = List.copyOf(members);
    }

    void writeTo(CborWriter out) {
      bucket.writeTo(out.array(2));
      Encoding.list(out, members, MemberSignature::writeTo);
    }

    static Live readFrom(CborReader in) {
      in.arrayOf(2);
      return new Live(
          LiveBucket.readFrom(in),
          Encoding.list(in, SignedHead.MEMBERS_MAX, MemberSignature::readFrom));
    }
  }

  default void writeTo(CborWriter out) {
    switch (this) {
      case BrokenRule(Word word, Transaction transaction, List<Provenance> provenance) -> {
        word.writeTo(out.array(4).uint(1));
        out.item(transaction.encode());
        Encoding.list(out, provenance, Provenance::writeTo);
      }
      case BrokenForm(Attestation attestation, TearOff tearOff) -> {
        attestation.writeTo(out.array(3).uint(2));
        tearOff.writeTo(out);
      }
      case ForeignSpend(Word word, TearOff tearOff, List<Provenance> provenance) -> {
        word.writeTo(out.array(4).uint(3));
        tearOff.writeTo(out);
        Encoding.list(out, provenance, Provenance::writeTo);
      }
      case SpentTwice(FinalityProof refusal, TearOff tearOff, Provenance.Notarised token) -> {
        refusal.writeTo(out.array(4).uint(4));
        tearOff.writeTo(out);
        token.writeTo(out);
      }
      case WordWithheld(FinalityProof decision, StateProof output) -> {
        decision.writeTo(out.array(3).uint(5));
        output.writeTo(out);
      }
      case FalseBooks(SignedHead cut, SignedStatement said) -> {
        cut.writeTo(out.array(3).uint(6));
        said.writeTo(out);
      }
      case TwoStatements(
              SignedHead firstCut,
              SignedStatement first,
              SignedHead secondCut,
              SignedStatement second) -> {
        firstCut.writeTo(out.array(5).uint(7));
        first.writeTo(out);
        secondCut.writeTo(out);
        second.writeTo(out);
      }
      case FalseLeaf(SignedHead cut, SignedStatement said, Opening opening) -> {
        cut.writeTo(out.array(4).uint(8));
        said.writeTo(out);
        opening.writeTo(out);
      }
      case FalseReferences(
              SignedHead cut,
              BucketClaim claim,
              StateRef reference,
              Optional<Live> live,
              Optional<Provenance.Notarised> creation) -> {
        cut.writeTo(out.array(6).uint(9));
        claim.writeTo(out);
        reference.writeTo(out);
        Encoding.optional(out, live, Live::writeTo);
        Encoding.optional(out, creation, Provenance::writeTo);
      }
      case FalseTurnover(SignedHead cut, PairPart part, PairWitness witness) -> {
        cut.writeTo(out.array(4).uint(10));
        part.writeTo(out);
        witness.writeTo(out);
      }
      case TwoHeads(
              LogHead first,
              MemberSignature byFirst,
              LogHead second,
              MemberSignature bySecond,
              List<Hash> proof) -> {
        first.writeTo(out.array(6).uint(11));
        byFirst.writeTo(out);
        second.writeTo(out);
        bySecond.writeTo(out);
        Encoding.list(out, proof, Hash::writeTo);
      }
    }
  }

  static Evidence readFrom(CborReader in) {
    int items = in.array(6);
    int kind = (int) in.uint(ITEMS.size());
    if (kind == 0 || items != ITEMS.get(kind - 1)) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return switch (kind) {
      case 1 ->
          new BrokenRule(Word.readFrom(in), Transaction.decode(in.item()), readProvenance(in));
      case 2 -> new BrokenForm(Attestation.readFrom(in), TearOff.readFrom(in));
      case 3 -> new ForeignSpend(Word.readFrom(in), TearOff.readFrom(in), readProvenance(in));
      case 4 -> new SpentTwice(FinalityProof.readFrom(in), TearOff.readFrom(in), readNotarised(in));
      case 5 -> new WordWithheld(FinalityProof.readFrom(in), StateProof.readFrom(in));
      case 6 -> new FalseBooks(SignedHead.readFrom(in), SignedStatement.readFrom(in));
      case 7 ->
          new TwoStatements(
              SignedHead.readFrom(in),
              SignedStatement.readFrom(in),
              SignedHead.readFrom(in),
              SignedStatement.readFrom(in));
      case 8 ->
          new FalseLeaf(
              SignedHead.readFrom(in), SignedStatement.readFrom(in), Opening.readFrom(in));
      case 9 ->
          new FalseReferences(
              SignedHead.readFrom(in),
              BucketClaim.readFrom(in),
              StateRef.readFrom(in),
              Encoding.optional(in, Live::readFrom),
              Encoding.optional(in, Evidence::readNotarised));
      case 10 ->
          new FalseTurnover(
              SignedHead.readFrom(in), PairPart.readFrom(in), PairWitness.readFrom(in));
      case 11 ->
          new TwoHeads(
              LogHead.readFrom(in),
              MemberSignature.readFrom(in),
              LogHead.readFrom(in),
              MemberSignature.readFrom(in),
              Encoding.list(in, TwoHeads.HASHES_MAX, Hash::readFrom));
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }

  private static List<Provenance> readProvenance(CborReader in) {
    return Encoding.list(in, Transaction.INPUTS_MAX, Provenance::readFrom);
  }

  private static Provenance.Notarised readNotarised(CborReader in) {
    if (Provenance.readFrom(in) instanceof Provenance.Notarised notarised) {
      return notarised;
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }
}
