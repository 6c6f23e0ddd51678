package kz.digitaltenge.adapters.abs;

import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// The accounts in the core banking system that conversion moves money between.
///
/// @param correspondents of each bank
public record CoreAccounts(
    NodeId centralBank, AccountId liability, Map<NodeId, AccountId> correspondents) {
  public CoreAccounts {
    correspondents = Map.copyOf(correspondents);
  }

  Optional<Party> correspondent(NodeId bank) {
    return Optional.ofNullable(correspondents.get(bank)).map(account -> new Party(bank, account));
  }
}
