package kz.digitaltenge.notary.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.core.StateAudit;

/// The state of a stopped member, for reading: what `dt audit` looks at. After a kill it is the
/// state after the last entry that had reached the disk; starting the member brings the rest.
public final class NotaryArchive implements AutoCloseable {

  private final RocksLiveSet state;

  private NotaryArchive(RocksLiveSet state) {
    this.state = state;
  }

  /// Opens the state under a member's folder.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT` when there is none,
  ///   or it is damaged beyond opening
  public static NotaryArchive open(Path memberFolder) {
    try {
      return new NotaryArchive(RocksLiveSet.openReadOnly(memberFolder.resolve("state")));
    } catch (StorageFailedException e) {
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT,
              "path",
              memberFolder,
              "reason",
              String.valueOf(e.getMessage()))
          .exception(e);
    }
  }

  public Optional<Progress> progress() {
    return state.progress();
  }

  /// A decision that the index still keeps.
  ///
  /// @throws kz.digitaltenge.ledger.codec.MalformedException when it was changed
  public Optional<Decision> decision(long position) {
    return state.decision(position).map(Bytes::trusted).map(Decision::decode);
  }

  /// Every live reference with its tag, in order.
  public Progress forEachLive(BiConsumer<StateRef, Hash> reader) {
    return state.forEachLive(reader);
  }

  /// Derives everything again from the decisions and compares; damage is a finding, not an
  /// exception.
  public StateAudit.Report verify(SignedParameters genesis) {
    try {
      return StateAudit.of(state, genesis);
    } catch (StorageFailedException | MalformedException | IllegalArgumentException e) {
      return new StateAudit.Report(0, 0, List.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    state.close();
  }
}
