package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// Which operations of a node are blocked, why and until when (C12).
///
/// @param node whose; absent when it is about every node of the network: a halt
/// @param scopes none at all lifts what the block before said
/// @param until when it ends by itself; absent when it does not
/// @param reason in the officers' words, for everybody in the network to read
/// @param at when the officers made it; says nothing of when it took effect
/// @param resolution of a bank that is gone for good, which can still send and nothing else
public record Block(
    Optional<NodeId> node,
    Set<Scope> scopes,
    Optional<Instant> until,
    String reason,
    Instant at,
    Optional<Resolution> resolution) {
  public static final int REASON_BYTES_MAX = 256;
  private static final int MASK_MAX = 63;

  /// What goes on though sending or receiving is blocked.
  private static final int RETURNS_GO_ON = 16;

  /// What goes on though receiving is blocked.
  private static final int PAYOUTS_GO_ON = 32;

  /// What is blocked. The notary enforces sending and receiving; the others bind the services that
  /// do them.
  ///
  /// Giving back and cashing out go on under a block unless it names them too: they are parts of
  /// what they are done by, see [#meant(Set)].
  public enum Scope {
    SEND(1),
    RECEIVE(2),
    CONVERT(4),
    ONBOARD(8),
    /// Refunds of payments, by a bank that may not send or to one that may not receive.
    RETURN(0),
    /// What customers pay to their own bank's account to be credited elsewhere, while the bank may
    /// not receive.
    PAYOUT(0);

    private final int bit;

    Scope(int bit) {
      this.bit = bit;
    }
  }

  public Block {
    EnumSet<Scope> ordered = EnumSet.noneOf(Scope.class);
    ordered.addAll(scopes);
    if (!meant(ordered).equals(ordered)) {
      throw new IllegalArgumentException(
          "%s is a part of what is not blocked".formatted(words(ordered)));
    }
    scopes = Collections.unmodifiableSet(ordered);
    until.ifPresent(Encoding::wholeMillis);
    Encoding.wholeMillis(at);
    Encoding.text(reason, REASON_BYTES_MAX, "reason");
    if (resolution.isPresent() && !isOfFailedBank(node, scopes, until)) {
      throw new IllegalArgumentException(
          "a resolution is of one bank, without an end, and blocks all but sending");
    }
  }

  /// Of a bank that goes on, or of the whole network.
  public Block(
      Optional<NodeId> node,
      Set<Scope> scopes,
      Optional<Instant> until,
      String reason,
      Instant at) {
    this(node, scopes, until, reason, at, Optional.empty());
  }

  private static boolean isOfFailedBank(
      Optional<NodeId> node, Set<Scope> scopes, Optional<Instant> until) {
    return node.isPresent()
        && until.isEmpty()
        && scopes.containsAll(EnumSet.of(Scope.RECEIVE, Scope.CONVERT, Scope.ONBOARD))
        && !scopes.contains(Scope.SEND);
  }

  /// Whether this takes a block away and makes none.
  public boolean lifts() {
    return scopes.isEmpty();
  }

  /// These operations without parts of what is not among them: nobody gives back or cashes out by
  /// anything else than sending and receiving.
  public static Set<Scope> meant(Set<Scope> scopes) {
    EnumSet<Scope> meant = EnumSet.noneOf(Scope.class);
    meant.addAll(scopes);
    if (!returnsCanBeBlocked(scopes)) {
      meant.remove(Scope.RETURN);
    }
    if (!scopes.contains(Scope.RECEIVE)) {
      meant.remove(Scope.PAYOUT);
    }
    return meant;
  }

  private static boolean returnsCanBeBlocked(Set<Scope> scopes) {
    return scopes.contains(Scope.SEND) || scopes.contains(Scope.RECEIVE);
  }

  /// Whether the operation is blocked at that time.
  public boolean binds(Scope scope, Instant time) {
    return binds(Set.of(scope), time);
  }

  /// Whether all of these are blocked at that time.
  public boolean binds(Set<Scope> all, Instant time) {
    return scopes.containsAll(all) && until.map(time::isBefore).orElse(true);
  }

  /// The same operations of the same node for the same reason until the same time.
  public boolean saysTheSameAs(Block other) {
    return node.equals(other.node)
        && scopes.equals(other.scopes)
        && until.equals(other.until)
        && resolution.equals(other.resolution)
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
    out.uint(mask());
    Encoding.optional(out, until, (end, to) -> Encoding.instant(to, end));
    out.text(reason);
    Encoding.instant(out, at);
    resolution.ifPresent(each -> each.writeTo(out));
  }

  /// @param isResolution whether one comes at the end
  static Block readFrom(CborReader in, boolean isResolution) {
    Optional<NodeId> node = Encoding.optional(in, NodeId::readFrom);
    Set<Scope> scopes = scopes(in);
    Optional<Instant> until = Encoding.optional(in, Encoding::instant);
    String reason = in.text(REASON_BYTES_MAX);
    Instant at = Encoding.instant(in);
    if (!isResolution) {
      return new Block(node, scopes, until, reason, at);
    }
    Resolution resolution = Resolution.readFrom(in);
    if (!isOfFailedBank(node, scopes, until)) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new Block(node, scopes, until, reason, at, Optional.of(resolution));
  }

  /// Orders of before there were returns and cashing out named neither and blocked both, and mean
  /// so for ever: the bits tell what goes on.
  private long mask() {
    long mask = scopes.stream().mapToLong(scope -> scope.bit).sum();
    if (returnsCanBeBlocked(scopes) && !scopes.contains(Scope.RETURN)) {
      mask |= RETURNS_GO_ON;
    }
    if (scopes.contains(Scope.RECEIVE) && !scopes.contains(Scope.PAYOUT)) {
      mask |= PAYOUTS_GO_ON;
    }
    return mask;
  }

  private static Set<Scope> scopes(CborReader in) {
    long mask = in.uint(MASK_MAX);
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if ((mask & scope.bit) != 0) {
        scopes.add(scope);
      }
    }
    if (returnsCanBeBlocked(scopes) && (mask & RETURNS_GO_ON) == 0) {
      scopes.add(Scope.RETURN);
    }
    if (scopes.contains(Scope.RECEIVE) && (mask & PAYOUTS_GO_ON) == 0) {
      scopes.add(Scope.PAYOUT);
    }
    boolean returnsDangle = (mask & RETURNS_GO_ON) != 0 && !returnsCanBeBlocked(scopes);
    boolean payoutsDangle = (mask & PAYOUTS_GO_ON) != 0 && !scopes.contains(Scope.RECEIVE);
    if (returnsDangle || payoutsDangle) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return scopes;
  }
}
