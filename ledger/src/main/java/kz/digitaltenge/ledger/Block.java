package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// Which operations of a node are blocked, why and until when (C12).
///
/// @param node whose; absent when it is about every node of the network: a halt
/// @param scopes none at all lifts what the block before said
/// @param until when it ends by itself; absent when it does not
/// @param reason in the officers' words, for everybody in the network to read
/// @param at when the officers made it; says nothing of when it took effect
public record Block(
    Optional<NodeId> node, Set<Scope> scopes, Optional<Instant> until, String reason, Instant at) {
  public static final int REASON_BYTES_MAX = 256;
  private static final int MASK_MAX = 15;

  /// What is blocked. The notary enforces sending and receiving; the others bind the services that
  /// do them.
  public enum Scope {
    SEND(1),
    RECEIVE(2),
    CONVERT(4),
    ONBOARD(8);

    private final int bit;

    Scope(int bit) {
      this.bit = bit;
    }
  }

  public Block {
    EnumSet<Scope> ordered = EnumSet.noneOf(Scope.class);
    ordered.addAll(scopes);
    scopes = Collections.unmodifiableSet(ordered);
    until.ifPresent(Encoding::wholeMillis);
    Encoding.wholeMillis(at);
    Encoding.text(reason, REASON_BYTES_MAX, "reason");
  }

  /// Whether this takes a block away and makes none.
  public boolean lifts() {
    return scopes.isEmpty();
  }

  /// Whether the operation is blocked at that time.
  public boolean binds(Scope scope, Instant time) {
    return scopes.contains(scope) && until.map(time::isBefore).orElse(true);
  }

  /// The same operations of the same node for the same reason until the same time.
  public boolean saysTheSameAs(Block other) {
    return node.equals(other.node)
        && scopes.equals(other.scopes)
        && until.equals(other.until)
        && reason.equals(other.reason);
  }

  /// The scopes as they are typed, such as `send,receive`.
  public static String words(Set<Scope> scopes) {
    return EnumSet.allOf(Scope.class).stream()
        .filter(scopes::contains)
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  void writeTo(CborWriter out) {
    Encoding.optional(out, node, NodeId::writeTo);
    out.uint(scopes.stream().mapToLong(scope -> scope.bit).sum());
    Encoding.optional(out, until, (end, to) -> Encoding.instant(to, end));
    out.text(reason);
    Encoding.instant(out, at);
  }

  static Block readFrom(CborReader in) {
    return new Block(
        Encoding.optional(in, NodeId::readFrom),
        scopes(in.uint(MASK_MAX)),
        Encoding.optional(in, Encoding::instant),
        in.text(REASON_BYTES_MAX),
        Encoding.instant(in));
  }

  private static Set<Scope> scopes(long mask) {
    return List.of(Scope.values()).stream()
        .filter(scope -> (mask & scope.bit) != 0)
        .collect(Collectors.toUnmodifiableSet());
  }
}
