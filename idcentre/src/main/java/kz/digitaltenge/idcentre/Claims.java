package kz.digitaltenge.idcentre;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.idcentre.ClaimRecord.Deed;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;

/// Who claims which alias. The first that claims and stays is named; whoever stands behind is named
/// only when nobody else claims. So an alias goes from one bank to another in two steps, of two
/// banks: one claims, the other withdraws or stands behind. Not thread-safe.
final class Claims {
  /// Banks that may claim one alias.
  private static final int CLAIMS_MAX = 64;

  private static final int KEY_SIZE_BYTES = 32;

  private final Map<Hash, List<Claim>> lines = new HashMap<>();

  /// One bank in an alias's line, the first first.
  record Claim(NodeId bank, boolean isBehind) {}

  /// Which bank is named.
  Optional<NodeId> serving(Hash key) {
    List<Claim> line = line(key);
    return line.stream()
        .filter(claim -> !claim.isBehind())
        .findFirst()
        .or(() -> line.stream().findFirst())
        .map(Claim::bank);
  }

  /// Whether the bank claims it, in front or behind.
  boolean isClaimant(Hash key, NodeId bank) {
    return claim(key, bank).isPresent();
  }

  /// Whether anything would be otherwise after it.
  boolean changes(ClaimRecord record) {
    Optional<Claim> claim = claim(record.key(), record.bank());
    boolean hasRoom = claim.isPresent() || line(record.key()).size() < CLAIMS_MAX;
    return switch (record.deed()) {
      case CLAIMED -> hasRoom && claim.filter(known -> !known.isBehind()).isEmpty();
      case STOOD_BEHIND -> hasRoom && claim.filter(Claim::isBehind).isEmpty();
      case WITHDRAWN -> claim.isPresent();
      case FOUND, MISSED -> false;
    };
  }

  /// Whoever claims after having stood behind comes last, like a newcomer.
  void apply(ClaimRecord record) {
    var line = new ArrayList<>(line(record.key()));
    line.removeIf(claim -> claim.bank().equals(record.bank()));
    switch (record.deed()) {
      case CLAIMED, STOOD_BEHIND ->
          line.add(new Claim(record.bank(), record.deed() == Deed.STOOD_BEHIND));
      case WITHDRAWN, FOUND, MISSED -> {}
    }
    if (line.isEmpty()) {
      lines.remove(record.key());
    } else {
      lines.put(record.key(), List.copyOf(line));
    }
  }

  /// Aliases that somebody claims.
  int size() {
    return lines.size();
  }

  /// As it is now.
  Snapshot.Writer copy() {
    Map<Hash, List<Claim>> copy = new HashMap<>(lines);
    return out -> {
      out.writeInt(copy.size());
      for (var each : copy.entrySet()) {
        out.write(each.getKey().toArray());
        out.writeByte(each.getValue().size());
        for (Claim claim : each.getValue()) {
          out.writeUTF(claim.bank().value());
          out.writeBoolean(claim.isBehind());
        }
      }
    };
  }

  void read(DataInputStream in) throws IOException {
    // Few banks and many claims: each name is kept once.
    var banks = new HashMap<String, NodeId>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] key = new byte[KEY_SIZE_BYTES];
      in.readFully(key);
      var line = new ArrayList<Claim>();
      for (int claims = in.readByte(); claims > 0; claims--) {
        NodeId bank = banks.computeIfAbsent(in.readUTF(), NodeId::new);
        line.add(new Claim(bank, in.readBoolean()));
      }
      lines.put(Hash.of(key), List.copyOf(line));
    }
  }

  private Optional<Claim> claim(Hash key, NodeId bank) {
    return line(key).stream().filter(claim -> claim.bank().equals(bank)).findFirst();
  }

  private List<Claim> line(Hash key) {
    return lines.getOrDefault(key, List.of());
  }
}
