package kz.digitaltenge.app.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;

/// Audits one node's vault: every transaction, and then the book that follows from them.
final class NodeAudit {
  private final NodeId self;
  private final VaultReader reader;
  private final VaultReader lookup;
  private final NodeRecords records;
  private final EntryAudit entries;
  private final SettlementAudit settlements;
  private final NetworkBooks books;
  private final AuditNotes notes;
  private final BookReplay replay;
  private final HappeningsAudit happenings;
  private final Set<String> accounts = new HashSet<>();
  private long resolvedBelow;
  private long lastEntry;
  private long highestPosition = End.NOT_LOGGED;

  /// @param reader streams tables
  /// @param lookup finds rows by key meanwhile
  NodeAudit(
      NodeId self,
      VaultReader reader,
      VaultReader lookup,
      NodeRecords records,
      EntryAudit entries,
      SettlementAudit settlements,
      NetworkBooks books,
      AuditNotes notes) {
    this.self = self;
    this.reader = reader;
    this.lookup = lookup;
    this.records = records;
    this.entries = entries;
    this.settlements = settlements;
    this.books = books;
    this.notes = notes;
    this.replay = new BookReplay(self);
    this.happenings = new HappeningsAudit(reader);
  }

  /// What the node says of itself, and how transactions ended. For all nodes before
  /// [#book(Progress.Stage)] of any, for the newest head of the log is found here.
  void settlements(Progress.Stage progress) {
    guarded("founding", records::founding);
    guarded("parameters", records::parameters);
    guarded("head", records::head);
    guarded(
        "settled",
        store ->
            reader.settled(
                store,
                row -> {
                  settlements.check(row, store);
                  highestPosition = Math.max(highestPosition, row.position());
                  progress.step();
                }));
    guarded("reached", this::reached);
    guarded(
        "settled",
        store ->
            reader.each(
                "select id from vault.settled s where not exists"
                    + " (select from vault.entry e where e.id = s.id)",
                store,
                "id",
                VaultReader::id,
                id -> store.row("transaction " + id).find("the vault has no such transaction")));
  }

  /// The transactions and what follows from them.
  void book(Progress.Stage progress) {
    guarded(
        "resolved",
        store ->
            reader.each(
                "select below from vault.resolved",
                store,
                "below",
                row -> row.getLong("below"),
                below -> resolvedBelow = below));
    guarded(
        "entry",
        store ->
            reader.entries(
                store,
                batch -> {
                  check(batch, store);
                  progress.step(batch.size());
                }));
    guarded("resolved", this::resolved);
    guarded("account", store -> accounts.addAll(records.accounts(store)));
    guarded("live", this::live);
    guarded("spent_early", this::spentEarly);
    guarded("movement", this::movements);
    guarded("turnover", this::turnovers);
    guarded("happening", happenings::opened);
    guarded("happening", store -> happenings.undone(replay.undone(), store));
    guarded("time_span", happenings::spans);
  }

  /// Below it the node does not look at its start, so nothing that is still to come may be there.
  private void resolved(Spot store) {
    store
        .row(resolvedBelow)
        .column("below")
        .require(
            resolvedBelow >= 0 && resolvedBelow <= lastEntry + 1,
            "the last transaction has number %d",
            lastEntry);
  }

  private void reached(Spot store) throws SQLException {
    var rows = new ArrayList<Long>();
    reader.each(
        "select position from vault.reached",
        store,
        "position",
        row -> row.getLong("position"),
        rows::add);
    store
        .row(rows)
        .column("position")
        .require(
            rows.equals(List.of(highestPosition)),
            "the highest log position of a settlement is %d",
            highestPosition);
  }

  private void turnovers(Spot store) throws SQLException {
    reader.each(
        "select kind, peer, asset, tiyn from vault.turnover",
        store,
        "peer",
        VaultReader::turnover,
        row -> {
          notes.checked("turnovers");
          replay.turnovers().compare(row, store);
        });
    replay.turnovers().missing(store);
  }

  private interface Work {
    void run(Spot store) throws SQLException;
  }

  /// A table that cannot be read is a finding, and the others are looked at all the same.
  private void guarded(String table, Work work) {
    Spot store = notes.store(self + " vault." + table);
    try {
      work.run(store);
    } catch (SQLException e) {
      store.find("the table cannot be read: %s", String.valueOf(e.getMessage()));
      reader.recover();
      lookup.recover();
    }
  }

  private void check(List<EntryRow> batch, Spot store) throws SQLException {
    batch.forEach(row -> lastEntry = Math.max(lastEntry, row.seq()));
    List<ReadEntry> read =
        batch.stream().flatMap(row -> ReadEntry.of(row, store).stream()).toList();
    Map<TransactionId, SettledRow> ends =
        lookup.settledOf(batch.stream().map(EntryRow::id).toList());
    KnownPast past = past(read);
    for (ReadEntry entry : read) {
      Optional<SettledRow> settled = Optional.ofNullable(ends.get(entry.row().id()));
      if (settled.isEmpty()) {
        unsettled(entry.row(), store);
      }
      End end = settlements.end(entry.row().id(), settled);
      CheckedEntry checked = entries.check(entry, past, end, store);
      replay.play(checked, store);
      books.note(self, checked, store);
    }
  }

  private void unsettled(EntryRow row, Spot store) {
    notes.checked("unsettled");
    store
        .row(row.name())
        .require(row.seq() >= resolvedBelow, "it has no end below the mark in vault.resolved");
  }

  /// What the vault knows of the transactions that created the inputs of its own payments; a payee
  /// keeps what the payer showed.
  private KnownPast past(List<ReadEntry> batch) throws SQLException {
    Set<TransactionId> creators = new HashSet<>();
    for (ReadEntry entry : batch) {
      if (entry.row().isCommitted()) {
        creators.addAll(entry.creators());
      }
    }
    return creators.isEmpty()
        ? KnownPast.none()
        : new KnownPast(lookup.transactionsOf(creators), lookup.settledOf(creators));
  }

  private void live(Spot store) throws SQLException {
    var missing = new HashMap<>(replay.live());
    var actual = new ArrayList<OwnedState>();
    reader.live(
        store,
        state -> {
          notes.checked("liveRows");
          OwnedState expected = missing.remove(state.ref());
          Spot spot = store.row(state.ref());
          if (expected == null) {
            spot.find("no settled transaction leaves it live");
          } else {
            same(expected, state, spot);
          }
          actual.add(state);
        });
    missing.keySet().forEach(ref -> store.row(ref).find("it is live and not listed"));
    claim(actual, store);
  }

  private static void same(OwnedState expected, OwnedState state, Spot spot) {
    spot.column("account")
        .require(
            expected.account().equals(state.account()), "it belongs to %s", expected.account());
    spot.column("kind").require(expected.kind() == state.kind(), "it is %d", expected.kind());
    spot.column("asset")
        .require(expected.asset().equals(state.asset()), "it is of %s", expected.asset());
    spot.column("mark")
        .require(
            Optional.ofNullable(expected.mark()).equals(Optional.ofNullable(state.mark())),
            "it is another");
    spot.column("tiyn").require(expected.tiyn() == state.tiyn(), "it is %d", expected.tiyn());
    spot.column("label").require(expected.label().equals(state.label()), "it is another");
  }

  /// What the node holds once it has settled everything that the notary decided.
  private void claim(List<OwnedState> actual, Spot store) {
    Map<StateRef, OwnedState> held = new HashMap<>(replay.arriving());
    actual.forEach(state -> held.put(state.ref(), state));
    held.keySet().removeAll(replay.leaving());
    held.keySet().removeAll(replay.spentEarly());
    for (OwnedState state : held.values()) {
      Spot spot = store.row(state.ref());
      spot.column("account")
          .require(accounts.contains(state.account()), "there is no such account");
      books.claim(self, state, spot);
    }
  }

  private void spentEarly(Spot store) throws SQLException {
    var missing = new HashSet<>(replay.spentEarly());
    reader.each(
        "select ref from vault.spent_early",
        store,
        "ref",
        row -> StateRef.fromKey(VaultReader.bytes(row, "ref").toArray()),
        ref ->
            store
                .row(ref)
                .require(missing.remove(ref), "no settled transaction consumed it early"));
    missing.forEach(
        ref -> store.row(ref).find("a settled transaction consumed it; none created it"));
  }

  private void movements(Spot store) throws SQLException {
    reader.each(
        "select account, id, direction, asset, mark, tiyn, payment, counterparty, log_time,"
            + " remittance from vault.movement",
        store,
        "id",
        VaultReader::movement,
        line -> {
          notes.checked("movements");
          replay.movements().subtract(line.id(), line.fact());
        });
    replay
        .movements()
        .forEachDifference(
            name -> store.row(name).find("the lines are not those that it brings about"));
  }
}
