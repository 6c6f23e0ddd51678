package kz.digitaltenge.notary.core;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;

/// The live set as it follows from the decisions alone, for whoever does not take the members' word
/// for it. Holds every live reference in memory.
public final class LiveSetReplay {

  private final Map<StateRef, Hash> live = new TreeMap<>();

  public LiveSetReplay(SignedParameters genesis) {
    for (AssetTerms terms : genesis.parameters().assets()) {
      GenesisRegister register = GenesisRegister.of(genesis.parameters().hash(), terms.asset());
      live.put(register.ref(), register.tag());
    }
  }

  /// Plays the next decision; what is wrong with it comes back as a sentence.
  public Optional<String> play(Decision decision) {
    Optional<String> fault = Optional.empty();
    for (StateRef consumed : decision.consumed()) {
      if (live.remove(consumed) == null) {
        fault =
            Optional.of(
                "transaction %s consumed %s, which was not live"
                    .formatted(decision.id(), consumed));
      }
    }
    for (int index = 0; index < decision.created(); index++) {
      StateRef created = new StateRef(decision.id(), index);
      if (live.put(created, decision.tags().get(index)) != null) {
        fault = Optional.of("transaction %s created %s again".formatted(decision.id(), created));
      }
    }
    return fault;
  }

  public int count() {
    return live.size();
  }

  /// The live references in ascending order.
  public Iterable<StateRef> references() {
    return live.keySet();
  }
}
