package kz.digitaltenge.idcentre;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureBytes;

/// What the centre wrote down.
///
/// @param key of the alias as the centre keeps it
/// @param bank who claimed, withdrew, stood behind or asked
/// @param word of the bank; none for a question, nor for what was claimed when nobody signed
record ClaimRecord(Deed deed, Hash key, NodeId bank, Instant at, Optional<Word> word) {
  private static final int FIELDS = 4;
  private static final int FIELDS_WITH_WORD = 6;

  /// What the bank signed: with the alias, whoever has it can verify that the bank said this.
  record Word(Instant saidAt, SignatureBytes signature) {}

  /// The codes never change their meaning.
  enum Deed {
    CLAIMED(1),
    WITHDRAWN(2),
    /// Asked, and a bank was named.
    FOUND(3),
    /// Asked in vain.
    MISSED(4),
    /// Claims, and lets others go before it.
    STOOD_BEHIND(5);

    private final int code;

    Deed(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  static ClaimRecord of(AliasDeed deed, Hash key, Instant now) {
    return new ClaimRecord(
        switch (deed.kind()) {
          case CLAIM -> Deed.CLAIMED;
          case WITHDRAW -> Deed.WITHDRAWN;
          case STAND_BEHIND -> Deed.STOOD_BEHIND;
        },
        key,
        deed.bank(),
        now,
        Optional.of(new Word(deed.at(), deed.signature())));
  }

  static ClaimRecord question(Deed deed, Hash key, NodeId bank, Instant now) {
    return new ClaimRecord(deed, key, bank, now, Optional.empty());
  }

  byte[] encode() {
    return Encoding.encode(this, ClaimRecord::writeTo);
  }

  static ClaimRecord decode(byte[] bytes) {
    return Encoding.decode(bytes, ClaimRecord::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(word.isPresent() ? FIELDS_WITH_WORD : FIELDS).uint(deed.code());
    key.writeTo(out);
    bank.writeTo(out);
    Encoding.instant(out, at);
    word.ifPresent(
        said -> {
          Encoding.instant(out, said.saidAt());
          said.signature().writeTo(out);
        });
  }

  private static ClaimRecord readFrom(CborReader in) {
    int fields = in.array(FIELDS_WITH_WORD);
    if (fields != FIELDS && fields != FIELDS_WITH_WORD) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new ClaimRecord(
        Encoding.constant(in, Deed.values(), Deed::code),
        Hash.readFrom(in),
        NodeId.readFrom(in),
        Encoding.instant(in),
        fields == FIELDS
            ? Optional.empty()
            : Optional.of(new Word(Encoding.instant(in), SignatureBytes.readFrom(in))));
  }
}
