package kz.digitaltenge.app.log;

import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;

/// One record of a log export: canonical CBOR, `[kind, content]`. `docs/protocol/notary.md` has the
/// order in which they come.
sealed interface LogRecord {
  /// The next link of the parameters' chain, the genesis first.
  record Parameters(SignedParameters signed) implements LogRecord {}

  /// The next leaf of the log.
  record LogLeaf(Leaf leaf) implements LogRecord {}

  /// A head over exactly the leaves before it.
  record Head(SignedHead head) implements LogRecord {}

  /// The last record, so that a file that was cut is seen to be.
  record End(long leaves) implements LogRecord {}

  default void writeTo(CborWriter out) {
    switch (this) {
      case Parameters(SignedParameters signed) -> signed.writeTo(out.array(2).uint(1));
      case LogLeaf(Leaf leaf) -> leaf.writeTo(out.array(2).uint(2));
      case Head(SignedHead head) -> head.writeTo(out.array(2).uint(3));
      case End(long leaves) -> out.array(2).uint(4).uint(leaves);
    }
  }

  static LogRecord readFrom(CborReader in) {
    in.arrayOf(2);
    return switch ((int) in.uint(4)) {
      case 1 -> new Parameters(SignedParameters.readFrom(in));
      case 2 -> new LogLeaf(Leaf.readFrom(in));
      case 3 -> new Head(SignedHead.readFrom(in));
      case 4 -> new End(in.uint());
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }
}
