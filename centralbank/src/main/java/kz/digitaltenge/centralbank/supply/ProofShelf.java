package kz.digitaltenge.centralbank.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// The proofs made so far. Any thread may read; one writes.
public interface ProofShelf {
  /// Where a day ends for the central bank.
  ZoneId DAY = ZoneId.of("Asia/Almaty");

  /// What kind of proof it is.
  enum Kind {
    /// Everything added up.
    GREEN("green"),
    /// Somebody did not answer, and the rest added up.
    INCOMPLETE("incomplete"),
    /// Something did not.
    RED("red"),
    /// The last of a day, and everything added up.
    DAY("day");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    static Kind named(String word) {
      return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst().orElseThrow();
    }
  }

  /// Returns when it is on disk.
  void keep(SupplyProof proof, Kind kind);

  /// The newest proof.
  Optional<SupplyProof> newest();

  /// When the cut was of the newest that is kept as a day's.
  Optional<Instant> newestDay();

  /// What kind a proof is in which everything adds up: the first of a day closes the one before,
  /// whichever process makes it.
  default Kind kindOfGreen(Instant cut) {
    LocalDate today = LocalDate.ofInstant(cut, DAY);
    boolean closed =
        newestDay().map(at -> !LocalDate.ofInstant(at, DAY).isBefore(today)).orElse(false);
    return closed ? Kind.GREEN : Kind.DAY;
  }
}
