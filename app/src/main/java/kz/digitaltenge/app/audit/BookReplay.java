package kz.digitaltenge.app.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.vault.Remittances;
import org.jspecify.annotations.Nullable;

/// A node's book played again: which states its settled transactions leave live, and which lines
/// they write into the accounts' histories.
final class BookReplay {
  private final Map<StateRef, OwnedState> live = new HashMap<>();
  private final Set<StateRef> spentEarly = new HashSet<>();
  private final Tally movements = new Tally();
  private final Tally undone = new Tally();
  private final Map<StateRef, OwnedState> arriving = new HashMap<>();
  private final Set<StateRef> leaving = new HashSet<>();
  private final Turnovers turnovers;

  /// The book of a node.
  BookReplay(NodeId self) {
    this.turnovers = new Turnovers(self);
  }

  /// What settled transactions leave live.
  Map<StateRef, OwnedState> live() {
    return live;
  }

  /// Consumed by a settled transaction, created by none so far.
  Set<StateRef> spentEarly() {
    return spentEarly;
  }

  /// Lines that were written and not yet compared.
  Tally movements() {
    return movements;
  }

  /// Payments that came to nothing and were not yet compared; in place of a direction each has its
  /// outcome.
  Tally undone() {
    return undone;
  }

  /// States of transactions that the notary made final and the node has not settled.
  Map<StateRef, OwnedState> arriving() {
    return arriving;
  }

  /// What those transactions consume.
  Set<StateRef> leaving() {
    return leaving;
  }

  /// What passed between this node and each other.
  Turnovers turnovers() {
    return turnovers;
  }

  void play(CheckedEntry entry, Spot store) {
    if (entry.row().isCommitted()) {
      payer(entry, store.row(entry.row().name()));
    }
    if (entry.end().isFinalInBook()) {
      settle(entry);
    } else if (entry.end().isFinal()) {
      entry.states().receives().forEach(state -> arriving.put(state.ref(), state));
      leaving.addAll(entry.states().consumes());
    } else if (entry.end().settled() && entry.row().isCommitted()) {
      undone(entry);
    }
  }

  /// What a payment spends belongs to its payer.
  private void payer(CheckedEntry entry, Spot spot) {
    for (StateRef ref : entry.states().consumes()) {
      Optional<OwnedState> known =
          Optional.ofNullable(live.get(ref)).or(() -> Optional.ofNullable(arriving.get(ref)));
      spot.column("payer")
          .require(
              known.map(state -> state.account().equals(entry.row().payer())).orElse(true),
              "input %s belongs to account %s",
              ref,
              known.map(OwnedState::account).orElse(""));
    }
  }

  private void settle(CheckedEntry entry) {
    for (OwnedState state : entry.states().receives()) {
      if (!spentEarly.remove(state.ref())) {
        live.put(state.ref(), state);
      }
    }
    for (StateRef ref : entry.states().consumes()) {
      if (live.remove(ref) == null) {
        spentEarly.add(ref);
      }
    }
    turnovers.settle(entry);
    if (entry.row().isCommitted()) {
      paid(entry);
    } else {
      received(entry);
    }
  }

  private void received(CheckedEntry entry) {
    EntryRow row = entry.row();
    List<OwnedState> receives = entry.states().receives();
    for (int i = 0; i < receives.size(); i++) {
      OwnedState state = receives.get(i);
      write(
          new MovementRow(
              row.id(),
              state.account(),
              MovementRow.IN,
              state.asset(),
              state.mark(),
              state.tiyn(),
              row.payment(),
              String.valueOf(row.peer()),
              entry.end().logTime(),
              column(row.told().at(i))));
    }
  }

  private void paid(CheckedEntry entry) {
    EntryRow row = entry.row();
    Long tiyn = row.tiyn();
    if (!shows(entry) || tiyn == null) {
      return;
    }
    String payer = String.valueOf(row.payer());
    Remittances told = row.told();
    write(line(entry, payer, MovementRow.OUT, tiyn, String.valueOf(row.payee()), told.common()));
    for (OwnedState state : entry.states().receives()) {
      if (!state.account().equals(payer)) {
        Remittance leg = told.at(state.ref().index());
        write(line(entry, state.account(), MovementRow.IN, state.tiyn(), payer, leg));
      }
    }
  }

  private void undone(CheckedEntry entry) {
    EntryRow row = entry.row();
    Long tiyn = row.tiyn();
    if (!shows(entry) || tiyn == null) {
      return;
    }
    int outcome = entry.end().kind() == End.Kind.VOID ? SettledRow.VOID : SettledRow.NEVER;
    MovementRow line =
        line(
            entry,
            String.valueOf(row.payer()),
            outcome,
            tiyn,
            String.valueOf(row.payee()),
            row.told().common());
    undone.add(line.id(), line.fact());
  }

  private static boolean shows(CheckedEntry entry) {
    return switch (entry.transaction().intents().getFirst()) {
      case Intent.Move _, Intent.Hold _, Intent.Order _, Intent.Refund _ -> true;
      case Intent.Issue _, Intent.Redeem _, Intent.Housekeeping _ -> false;
    };
  }

  private static MovementRow line(
      CheckedEntry entry,
      String account,
      int direction,
      long tiyn,
      String counterparty,
      Remittance told) {
    EntryRow row = entry.row();
    return new MovementRow(
        row.id(),
        account,
        direction,
        String.valueOf(row.asset()),
        row.mark(),
        tiyn,
        row.payment(),
        counterparty,
        entry.end().logTime(),
        column(told));
  }

  private static @Nullable Bytes column(Remittance told) {
    byte[] column = Remittances.column(told);
    return column == null ? null : Bytes.ofTrusted(column);
  }

  private void write(MovementRow line) {
    movements.add(line.id(), line.fact());
  }
}
