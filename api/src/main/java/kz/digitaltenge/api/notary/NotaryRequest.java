package kz.digitaltenge.api.notary;

import java.util.List;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.Group;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// Asks the notary to make a transaction final, or to log that it never will be.
///
/// @param tearOff the header with inputs, tags and references shown, and nothing else: see
///   [#SHOWN], and [#SHOWN_OF_RETURN] for what gives a payment back under a block
/// @param openings `NOTARISE`: one for each input, in the order of the inputs. `VOID`: one or more,
///   each for some input
/// @param attestations `NOTARISE`: *spend* by each custodian opened, *receive* by those who get
///   outputs. `VOID`: *void* by each custodian opened
public record NotaryRequest(
    Kind kind, TearOff tearOff, List<TagOpening> openings, List<Attestation> attestations) {

  /// The groups that the notary needs to see.
  public static final java.util.Set<Group> SHOWN =
      java.util.Collections.unmodifiableSet(
          java.util.EnumSet.of(Group.INPUTS, Group.TAGS, Group.REFERENCES));

  /// Those that it sees of what gives a payment back under a block.
  public static final java.util.Set<Group> SHOWN_OF_RETURN =
      java.util.Collections.unmodifiableSet(
          java.util.EnumSet.of(Group.INPUTS, Group.TAGS, Group.REFERENCES, Group.INTENTS));

  /// Of a payment with one input: the tear-off and one opening.
  private static final int FRAME_USUAL_BYTES = 640;

  private static final int INPUT_USUAL_BYTES = 128;
  private static final int ATTESTATION_USUAL_BYTES = 544;

  /// What is asked.
  public enum Kind {
    NOTARISE(1),
    VOID(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public NotaryRequest {
    openings = List.copyOf(openings);
    attestations = List.copyOf(attestations);
    if (openings.size() > Transaction.INPUTS_MAX
        || attestations.size() > NotaryLimits.ATTESTATIONS_MAX) {
      throw new IllegalArgumentException(
          "a request with %d openings and %d attestations is too large"
              .formatted(openings.size(), attestations.size()));
    }
  }

  public static NotaryRequest notarise(
      Transaction transaction, List<TagOpening> openings, List<Attestation> attestations) {
    return new NotaryRequest(Kind.NOTARISE, transaction.tearOff(SHOWN), openings, attestations);
  }

  /// The same showing that it gives a payment back, and which: a block may let that go on.
  public static NotaryRequest notariseReturn(
      Transaction transaction, List<TagOpening> openings, List<Attestation> attestations) {
    return new NotaryRequest(
        Kind.NOTARISE, transaction.tearOff(SHOWN_OF_RETURN), openings, attestations);
  }

  public static NotaryRequest release(
      Transaction transaction, List<TagOpening> openings, List<Attestation> attestations) {
    return new NotaryRequest(Kind.VOID, transaction.tearOff(SHOWN), openings, attestations);
  }

  public byte[] encode() {
    int size =
        FRAME_USUAL_BYTES
            + INPUT_USUAL_BYTES * openings.size()
            + ATTESTATION_USUAL_BYTES * attestations.size();
    return Encoding.encode(this, size, NotaryRequest::writeTo);
  }

  public static NotaryRequest decode(byte[] bytes) {
    return Encoding.decode(bytes, NotaryRequest::readFrom);
  }

  void writeTo(CborWriter out) {
    out.array(4).uint(kind.code());
    tearOff.writeTo(out);
    Encoding.list(out, openings, TagOpening::writeTo);
    Encoding.list(out, attestations, Attestation::writeTo);
  }

  static NotaryRequest readFrom(CborReader in) {
    in.arrayOf(4);
    return new NotaryRequest(
        Encoding.constant(in, Kind.values(), Kind::code),
        TearOff.readFrom(in),
        Encoding.list(in, Transaction.INPUTS_MAX, TagOpening::readFrom),
        Encoding.list(in, NotaryLimits.ATTESTATIONS_MAX, Attestation::readFrom));
  }
}
