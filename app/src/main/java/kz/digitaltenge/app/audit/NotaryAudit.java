package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.app.progress.Progress;
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
      consensusLog(member);
      checkpoints(member);
      try {
        var rows = StoppedMember.open(member.folder());
        opened.add(rows);
        books.add(new MemberAudit(member.name(), rows, chain, notes).audit());
      } catch (StorageFailedException e) {
        notes.store(member.name()).find("it cannot be read: %s", String.valueOf(e.getMessage()));
      }
      progress.step();
    }
    return books;
  }

  private void consensusLog(AuditedMember member) {
    ConsensusLogCheck.Report read = ConsensusLogCheck.of(member.folder(), chain.members());
    notes.checked("segments", read.segments());
    for (ConsensusLogCheck.Damage damage : read.damage()) {
      notes.store(member.name() + " consensus log").row(damage.file()).find(damage.what());
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
