package kz.digitaltenge.app.audit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.digitaltenge.app.audit.NetworkBooks.RegisterStep;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;

/// Checks the network as a whole: the nodes' claims against the notary's live set, what nodes say
/// of each other, the chain of each issuance register, and the money that exists against it.
final class SupplyCheck {
  private final ParameterChain chain;
  private final NetworkBooks books;
  private final MemberBook notary;
  private final AuditNotes notes;

  SupplyCheck(ParameterChain chain, NetworkBooks books, MemberBook notary, AuditNotes notes) {
    this.chain = chain;
    this.books = books;
    this.notary = notary;
    this.notes = notes;
  }

  void check() {
    Map<StateRef, NodeId> claims = new HashMap<>(books.claims());
    for (AssetTerms terms : chain.genesis().assets()) {
      supply(terms.asset(), claims);
    }
    references(claims);
    decisions();
    Spot across = notes.store("payments across nodes");
    books
        .acrossNodes()
        .forEachDifference(
            name -> across.row(name).find("the payer's node and the payee's do not tell the same"));
  }

  private void supply(Asset asset, Map<StateRef, NodeId> claims) {
    List<RegisterStep> steps =
        books.steps().stream()
            .filter(step -> step.register().asset().equals(asset))
            .sorted(Comparator.comparingLong(step -> step.register().sequence()))
            .toList();
    Spot store = notes.store("issuance register of " + asset.code());
    StateRef newest = GenesisRegister.of(chain.networkId(), asset).ref();
    long sequence = 0;
    for (RegisterStep step : steps) {
      notes.checked("registerSteps");
      sequence++;
      Spot spot = store.row("step " + step.register().sequence());
      spot.require(step.register().sequence() == sequence, "step %d is missing", sequence);
      spot.require(step.before().equals(newest), "%s does not follow the step before", step.name());
      newest = step.after();
    }
    if (steps.isEmpty()) {
      // Nobody has written down the register that the genesis defines.
      claims.putIfAbsent(newest, asset.issuer());
    }
    store.require(
        asset.issuer().equals(claims.get(newest)),
        "the newest register %s is not the central bank's",
        newest);
    money(asset, steps, store);
  }

  private void money(Asset asset, List<RegisterStep> steps, Spot store) {
    long circulating = steps.isEmpty() ? 0 : registered(steps.getLast().register());
    long live = books.circulating().getOrDefault(OwnStatesCheck.text(asset), 0L);
    notes.checked("assets");
    store.require(
        circulating == live,
        "issued less redeemed is %d tiyn, and the nodes' live tokens are %d",
        circulating,
        live);
  }

  private static long registered(IssuanceRegister register) {
    return register.circulating().tiyn();
  }

  /// What the nodes claim is exactly what the notary's decisions leave live.
  private void references(Map<StateRef, NodeId> claims) {
    Spot store = notes.store("live references");
    Map<StateRef, Hash> unclaimed = new TreeMap<>(notary.live());
    claims.forEach(
        (ref, node) -> {
          notes.checked("claims");
          store
              .row(ref)
              .require(
                  unclaimed.remove(ref) != null,
                  "%s claims it, and the notary's decisions do not leave it live",
                  node);
        });
    unclaimed
        .keySet()
        .forEach(ref -> store.row(ref).find("it is live at the notary, and no node claims it"));
  }

  /// A decision that no node committed to would be a transaction out of nowhere.
  private void decisions() {
    Spot store = notes.store(notary.name() + " decisions");
    for (long position = 0; position < notary.log().size(); position++) {
      store
          .row("position " + position)
          .require(books.isAnsweredFor(position), "no node has committed to the transaction");
    }
  }
}
