package kz.digitaltenge.node.vault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.NodeId;
import org.jspecify.annotations.Nullable;

/// The payees' nodes of a committed transaction in one column: null for none, else with commas
/// between them. Nobody looks a payer's entry up by them.
final class PeerColumn {
  private static final String BETWEEN = ",";

  private PeerColumn() {}

  static @Nullable String write(List<NodeId> peers) {
    return switch (peers.size()) {
      case 0 -> null;
      case 1 -> peers.getFirst().value();
      default -> peers.stream().map(NodeId::value).collect(Collectors.joining(BETWEEN));
    };
  }

  static List<NodeId> read(@Nullable String column) {
    return column == null
        ? List.of()
        : Stream.of(column.split(BETWEEN, -1)).map(NodeId::new).toList();
  }
}
