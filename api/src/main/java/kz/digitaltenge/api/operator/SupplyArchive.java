package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;

/// The supply proofs that the central bank has kept. Blocking; any thread may call.
public interface SupplyArchive {
  /// A proof by its name.
  ///
  /// @param id what it is asked for by
  /// @param at when the log was cut
  /// @param position of the cut in the log
  /// @param kind what came out: `GREEN`, `INCOMPLETE`, `RED`; `DAY` for a green one that closes a
  ///   day
  record Kept(String id, Instant at, long position, String kind) {}

  /// The newest first. Those of days, and those that found something, are kept for good.
  List<Kept> kept();

  /// The very bytes of a proof, which verify anywhere; empty when it is not kept (any more).
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it was damaged
  Optional<Bytes> file(String id);
}
