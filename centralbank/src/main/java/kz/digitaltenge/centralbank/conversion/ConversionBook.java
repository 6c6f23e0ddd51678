package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.ledger.codec.Bytes;

/// The durable memory of conversions. What a method did is on disk when it returns; repeating it is
/// safe. Any thread may call; all throw a [kz.digitaltenge.api.error.PlatformException] when the
/// memory does not answer.
public interface ConversionBook {
  /// Notes a request at its first stage, unless its id is taken, and returns what is noted.
  Conversion begin(ConversionRequest request, Instant at);

  Optional<Conversion> find(ConversionId id);

  /// Those with something left to do, oldest request first.
  List<Conversion> open();

  /// All whose request was made before a time, oldest first.
  List<Conversion> requestedBefore(Instant until);

  /// Moves a conversion from one stage to another, unless it has left the first; returns how it
  /// stands.
  Conversion move(ConversionId id, Change change, Instant at);

  /// Moves it with the core banking system's answer, whose hash becomes the confirmation.
  Conversion settled(ConversionId id, Change change, Bytes answer, Instant at);

  /// Notes an officer's yes, once each.
  Conversion approve(ConversionId id, String officer, Instant at);

  /// A step between stages, or a new note at the same one.
  ///
  /// @param opensAt kept while the core banking system is waited for
  record Change(Stage from, Stage to, Optional<Instant> opensAt, String note) {
    static Change of(Stage from, Stage to, String note) {
      return new Change(from, to, Optional.empty(), note);
    }
  }
}
