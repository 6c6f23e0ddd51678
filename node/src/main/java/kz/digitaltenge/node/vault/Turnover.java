package kz.digitaltenge.node.vault;

import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;

/// What passed between this node and another, or what this node issued or redeemed; of one final
/// transaction, or of all of them together.
///
/// @param peer the other node; this node itself for what it issued or redeemed
/// @param tiyn more than zero
public record Turnover(Kind kind, NodeId peer, Asset asset, long tiyn) {
  /// Which way it went.
  public enum Kind {
    IN(0),
    OUT(1),
    ISSUED(2),
    REDEEMED(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /// The number that stands for it on disk.
    public int code() {
      return code;
    }

    /// The kind of a number read from disk.
    public static Kind fromCode(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No kind of turnover has the code " + code);
    }
  }

  public Turnover {
    if (tiyn <= 0) {
      throw new IllegalArgumentException("a turnover of %d".formatted(tiyn));
    }
  }
}
