package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// Where an input comes from: all that a validator needs to know of the past, one transaction back.
public sealed interface Provenance {
  /// The state as one output of a transaction that the log shows final; about 2 KB whatever the
  /// size of its creator.
  record Notarised(StateProof state, FinalityProof finality) implements Provenance {}

  /// An asset's empty issuance register, which the genesis parameters define.
  record Genesis(Asset asset) implements Provenance {}

  /// How many canonical bytes it has at most, usually.
  default int sizeUsualBytes() {
    return switch (this) {
      case Notarised(StateProof state, FinalityProof finality) ->
          state.sizeUsualBytes() + finality.sizeUsualBytes();
      case Genesis _ -> CborWriter.SIZE_USUAL_BYTES;
    };
  }

  default void writeTo(CborWriter out) {
    switch (this) {
      case Notarised(StateProof state, FinalityProof finality) -> {
        state.writeTo(out.array(3).uint(1));
        finality.writeTo(out);
      }
      case Genesis(Asset asset) -> asset.writeTo(out.array(2).uint(2));
    }
  }

  static Provenance readFrom(CborReader in) {
    int items = in.array(3);
    int kind = (int) in.uint(2);
    if (kind == 1 && items == 3) {
      return new Notarised(StateProof.readFrom(in), FinalityProof.readFrom(in));
    }
    if (kind == 2 && items == 2) {
      return new Genesis(Asset.readFrom(in));
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }
}
