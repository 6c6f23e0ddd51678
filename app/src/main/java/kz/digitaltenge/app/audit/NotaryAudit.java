package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.server.CheckpointCheck;
import kz.digitaltenge.notary.server.ConsensusLogCheck;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StorageFailedException;

/// Audits everything that the members of the notary keep: consensus log, copies of the state, and
/// the state itself, each member by itself.
final class NotaryAudit implements AutoCloseable {
  private final List<AuditedMember> members;
  private final ParameterChain chain;
  private final AuditNotes notes;
  private final List<StoppedMember> opened = new ArrayList<>();

  NotaryAudit(List<AuditedMember> members, ParameterChain chain, AuditNotes notes) {
    this.members = List.copyOf(members);
    this.chain = chain;
    this.notes = notes;
  }

  /// What each member knows that can be read; good until this is closed.
  List<MemberBook> audit(Progress.Stage progress) {
    var books = new ArrayList<MemberBook>();
    for (AuditedMember member : members) {
      List<ConsensusLogCheck.Unfinished> unfinished = consensusLog(member);
      checkpoints(member);
      try {
        var rows = StoppedMember.open(member.folder());
        opened.add(rows);
        unfinished(member, unfinished, rows);
        books.add(new MemberAudit(member.name(), rows, chain, notes).audit());
      } catch (StorageFailedException e) {
        notes.store(member.name()).find("it cannot be read: %s", String.valueOf(e.getMessage()));
      }
      progress.step();
    }
    return books;
  }

  private List<ConsensusLogCheck.Unfinished> consensusLog(AuditedMember member) {
    ConsensusLogCheck.Report read = ConsensusLogCheck.of(member.folder(), chain.members());
    notes.checked("segments", read.segments());
    for (ConsensusLogCheck.Damage damage : read.damage()) {
      notes.store(member.name() + " consensus log").row(damage.file()).find(damage.what());
    }
    return read.unfinished();
  }

  /// An entry counts for nothing before it is on disk to its end; what the state has applied was.
  private void unfinished(
      AuditedMember member, List<ConsensusLogCheck.Unfinished> unfinished, StoppedMember rows) {
    for (ConsensusLogCheck.Unfinished entry : unfinished) {
      Spot spot = notes.store(member.name() + " consensus log").row(entry.file());
      if (entry.index() <= applied(rows)) {
        spot.find(
            "entry %d at byte %d is cut, and the state has it: it was whole and acknowledged",
            entry.index(), entry.at());
      } else {
        spot.unfinished(
            "entry %d at byte %d is unfinished, not acknowledged; the next start cuts it off"
                .formatted(entry.index(), entry.at()));
      }
    }
  }

  /// What cannot be read is told where the state is audited.
  private static long applied(StoppedMember rows) {
    try {
      return rows.progress().map(progress -> progress.applied().index()).orElse(-1L);
    } catch (StorageFailedException | MalformedException _) {
      return -1;
    }
  }

  private void checkpoints(AuditedMember member) {
    CheckpointCheck.Report copies = CheckpointCheck.of(member.folder());
    notes.checked("checkpoints", copies.checkpoints());
    for (CheckpointCheck.Damage damage : copies.damage()) {
      notes.store(member.name() + " checkpoints").row(damage.folder()).find(damage.what());
    }
  }

  @Override
  public void close() {
    opened.forEach(StoppedMember::close);
  }
}
