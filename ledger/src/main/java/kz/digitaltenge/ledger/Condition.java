package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// Who may spend a token, as a small tree (C04, C15).
///
/// Holds, escrow, hash time locks, payment versus payment and corporate mandates are compositions
/// of these seven. A tree is at most [#DEPTH_MAX] deep and has at most [#NODES_MAX] nodes. Time is
/// compared with the transaction's window and never with anybody's clock.
public sealed interface Condition {
  int DEPTH_MAX = 8;
  int NODES_MAX = 64;

  /// The holder of the key signed the transaction.
  record Signed(PublicKey key) implements Condition {}

  /// Every part holds; at least one part.
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = atLeastOne(parts);
    }
  }

  /// Some part holds; at least one part.
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = atLeastOne(parts);
    }
  }

  /// At least `count` parts hold, 1 to the number of parts.
  record AtLeast(int count, List<Condition> parts) implements Condition {
    public AtLeast {
      parts = atLeastOne(parts);
      if (count < 1 || count > parts.size()) {
        throw new IllegalArgumentException(
            "%d of %d parts cannot be asked for".formatted(count, parts.size()));
      }
    }
  }

  /// The transaction's window starts at `instant` or later.
  record After(Instant instant) implements Condition {
    public After {
      Encoding.wholeMillis(instant);
    }
  }

  /// The transaction's window ends at `instant` or earlier.
  record Before(Instant instant) implements Condition {
    public Before {
      Encoding.wholeMillis(instant);
    }
  }

  /// The witness shows bytes whose SHA-256 is `image`.
  record Preimage(Hash image) implements Condition {}

  /// Whether depth and number of nodes are within their limits.
  default boolean fits() {
    return depth(this) <= DEPTH_MAX && size(this) <= NODES_MAX;
  }

  default void writeTo(CborWriter out) {
    switch (this) {
      case Signed(PublicKey key) -> {
        out.array(2).uint(1);
        key.writeTo(out);
      }
      case All(List<Condition> parts) -> writeParts(out.array(2).uint(2), parts);
      case Any(List<Condition> parts) -> writeParts(out.array(2).uint(3), parts);
      case AtLeast(int count, List<Condition> parts) ->
          writeParts(out.array(3).uint(4).uint(count), parts);
      case After(Instant instant) -> Encoding.instant(out.array(2).uint(5), instant);
      case Before(Instant instant) -> Encoding.instant(out.array(2).uint(6), instant);
      case Preimage(Hash image) -> {
        out.array(2).uint(7);
        image.writeTo(out);
      }
    }
  }

  static Condition readFrom(CborReader in) {
    return read(in, 1, new int[] {NODES_MAX});
  }

  private static Condition read(CborReader in, int depth, int[] nodesLeft) {
    if (depth > DEPTH_MAX || nodesLeft[0]-- == 0) {
      throw in.refusal(Malformed.TOO_DEEP);
    }
    int items = in.array(3);
    int kind = (int) in.uint(7);
    if (items != (kind == 4 ? 3 : 2)) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return switch (kind) {
      case 1 -> new Signed(PublicKey.readFrom(in));
      case 2 -> new All(readParts(in, depth, nodesLeft));
      case 3 -> new Any(readParts(in, depth, nodesLeft));
      case 4 -> {
        int count = Encoding.positiveInt(in);
        yield new AtLeast(count, readParts(in, depth, nodesLeft));
      }
      case 5 -> new After(Encoding.instant(in));
      case 6 -> new Before(Encoding.instant(in));
      case 7 -> new Preimage(Hash.readFrom(in));
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }

  private static List<Condition> readParts(CborReader in, int depth, int[] nodesLeft) {
    return Encoding.list(in, NODES_MAX, part -> read(part, depth + 1, nodesLeft));
  }

  private static void writeParts(CborWriter out, List<Condition> parts) {
    Encoding.list(out, parts, Condition::writeTo);
  }

  private static List<Condition> atLeastOne(List<Condition> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a composed condition has at least one part");
    }
    return List.copyOf(parts);
  }

  private static List<Condition> parts(Condition condition) {
    return switch (condition) {
      case All(List<Condition> parts) -> parts;
      case Any(List<Condition> parts) -> parts;
      case AtLeast(_, List<Condition> parts) -> parts;
      case Signed _, After _, Before _, Preimage _ -> List.of();
    };
  }

  private static int depth(Condition condition) {
    int deepest = 0;
    for (Condition part : parts(condition)) {
      deepest = Math.max(deepest, depth(part));
    }
    return deepest + 1;
  }

  private static int size(Condition condition) {
    int nodes = 1;
    for (Condition part : parts(condition)) {
      nodes += size(part);
    }
    return nodes;
  }
}
