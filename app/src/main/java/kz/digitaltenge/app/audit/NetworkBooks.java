package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.IssuanceRegister;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.vault.Leg;

/// What the audits of the single nodes tell the audit of the whole: who claims which reference, who
/// answers for which decision, what one node says of another, and each step of the registers.
final class NetworkBooks {
  private final long logSize;
  private final Map<StateRef, NodeId> claims = new HashMap<>();
  private final Map<String, Long> circulating = new TreeMap<>();
  private final Tally acrossNodes = new Tally();
  private final BitSet answeredFor = new BitSet();
  private final List<RegisterStep> steps = new ArrayList<>();

  /// For a network whose log has so many decisions.
  NetworkBooks(long logSize) {
    this.logSize = logSize;
  }

  /// One issue or redemption that is final.
  ///
  /// @param before the register that it consumed
  record RegisterStep(StateRef before, StateRef after, IssuanceRegister register, String name) {}

  Map<StateRef, NodeId> claims() {
    return claims;
  }

  /// The sum of live tokens by asset.
  Map<String, Long> circulating() {
    return circulating;
  }

  List<RegisterStep> steps() {
    return steps;
  }

  /// What payers say of payees and the other way round, and differs.
  Tally acrossNodes() {
    return acrossNodes;
  }

  boolean isAnsweredFor(long position) {
    return answeredFor.get((int) position);
  }

  void claim(NodeId node, OwnedState state, Spot spot) {
    NodeId other = claims.putIfAbsent(state.ref(), node);
    spot.require(other == null, "%s claims it too", other);
    circulating.merge(state.asset(), state.tiyn(), Math::addExact);
  }

  /// Notes a transaction of a node; once for each of its sides.
  void note(NodeId node, CheckedEntry entry, Spot store) {
    End end = entry.end();
    EntryRow row = entry.row();
    if (row.isCommitted() && end.position() != End.NOT_LOGGED && end.position() < logSize) {
      store
          .row(row.name())
          .require(
              !answeredFor.get((int) end.position()),
              "another committed transaction has log position %d too",
              end.position());
      answeredFor.set((int) end.position());
    }
    if (end.isFinal()) {
      across(node, entry);
      steps(entry);
    }
  }

  private void across(NodeId node, CheckedEntry entry) {
    EntryRow row = entry.row();
    String peer = row.peer();
    if (peer == null) {
      return;
    }
    if (!row.legs().isEmpty()) {
      legs(node, entry, peer);
    } else if (row.isCommitted()) {
      String payee = String.valueOf(row.payee());
      acrossNodes.add(row.id(), said(node.value(), peer, row, payee, row.told().at(0)));
    } else {
      for (OwnedState state : entry.states().receives().stream().limit(1).toList()) {
        acrossNodes.subtract(
            row.id(),
            said(peer, node.value(), row, row.addressed(state.account()), row.told().at(0)));
      }
    }
  }

  /// A payee's node may not know that there are more legs than one of its own.
  private void legs(NodeId node, CheckedEntry entry, String peer) {
    EntryRow row = entry.row();
    List<State> outputs = entry.transaction().outputs();
    for (int i = 0; i < row.legs().size(); i++) {
      Leg leg = row.legs().get(i);
      String payee = leg.payee().value();
      Remittance told = row.told().at(i);
      if (!row.isCommitted()) {
        acrossNodes.subtract(row.id(), said(peer, node.value(), row, payee, told));
      } else if (leg.number() < outputs.size()
          && !outputs.get(leg.number()).custodian().equals(node)) {
        String custodian = outputs.get(leg.number()).custodian().value();
        acrossNodes.add(row.id(), said(node.value(), custodian, row, payee, told));
      }
    }
  }

  private static Hash said(
      String payer, String payee, EntryRow row, String account, Remittance told) {
    var out = new CborWriter().array(6).text(payer).text(payee);
    out.text(row.payment()).uint(row.attempt()).text(account);
    told.writeTo(out);
    return Hash.sha256(out.toBytes());
  }

  private void steps(CheckedEntry entry) {
    if (!entry.row().isCommitted()) {
      return;
    }
    StateRef before = null;
    for (int i = 0; i < entry.inputs().size(); i++) {
      if (entry.inputs().get(i) instanceof IssuanceRegister) {
        before = entry.transaction().inputs().get(i);
      }
    }
    List<State> outputs = entry.transaction().outputs();
    for (int i = 0; before != null && i < outputs.size(); i++) {
      if (outputs.get(i) instanceof IssuanceRegister register) {
        StateRef after = entry.transaction().output(i);
        steps.add(new RegisterStep(before, after, register, entry.row().name()));
      }
    }
  }
}
