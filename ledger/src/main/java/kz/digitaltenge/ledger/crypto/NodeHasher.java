package kz.digitaltenge.ledger.crypto;

/// How two children of a Merkle tree become their parent; each use of a tree has its own.
public enum NodeHasher {
  /// The transparency log: the prefix of RFC 9162 §2.1.1, so that its public tools can read ours.
  RFC9162(new byte[] {1}),
  TX_NODE(Domain.TX_NODE.prefix()),
  ATTEST_NODE(Domain.ATTEST_NODE.prefix());

  @SuppressWarnings("ImmutableEnumChecker") // read only, by this package only
  private final byte[] prefix;

  NodeHasher(byte[] prefix) {
    this.prefix = prefix;
  }

  public Hash node(Hash left, Hash right) {
    return new HashRun().node(this, left, right);
  }

  byte[] prefix() {
    return prefix;
  }
}
