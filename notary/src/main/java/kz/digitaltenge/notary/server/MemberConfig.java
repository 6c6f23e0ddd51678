package kz.digitaltenge.notary.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.Accuser;

/// How to start one member of the notary.
///
/// @param name as the parameters list it
/// @param tls its certificate, kind `NOTARY`, named like the member
/// @param listen where nodes and the other members call it; port 0 takes a free one
/// @param raftListen where the other members' consensus reaches it
/// @param folder holds what the member keeps of the log: `raft/` and `state/`
/// @param genesis the network's first parameters
/// @param current the newest parameters known, whose members form the group at the first start;
///   later ones come by log
/// @param headSigner the key that the parameters list for it
/// @param clock the machine's clock: the leader's becomes log time
/// @param accuser keeps what shows that another member lied
public record MemberConfig(
    String name,
    TlsIdentity tls,
    Endpoint listen,
    Endpoint raftListen,
    Path folder,
    SignedParameters genesis,
    SignedParameters current,
    Signer headSigner,
    SignatureVerifier verifier,
    InstantSource clock,
    Tuning tuning,
    Accuser accuser) {

  /// The numbers that a test or a larger machine changes.
  ///
  /// @param retention how long decided ids stay in the index after their window; the same for all
  ///   members
  /// @param electionTimeout how long a follower waits for its leader before it stands for election,
  ///   at least
  /// @param tick how often an idle leader moves log time on
  /// @param entryRequestsMax requests in one entry
  /// @param entryBytesMax bytes of requests in one entry, about
  /// @param entriesInFlight entries proposed and not yet applied
  /// @param verifiers threads that verify requests
  /// @param waitingPerNodeMax requests of one node that may wait
  /// @param checkpointEntries entries between two checkpoints, after which the Raft log is cut
  /// @param answerTimeout how long a request may wait for its answer before it is told that nothing
  ///   is known
  /// @param clockTolerance how far clocks may differ or jump
  public record Tuning(
      Duration retention,
      Duration electionTimeout,
      Duration tick,
      int entryRequestsMax,
      int entryBytesMax,
      int entriesInFlight,
      int verifiers,
      int waitingPerNodeMax,
      long checkpointEntries,
      Duration answerTimeout,
      Duration clockTolerance) {

    /// For a group of so many members.
    public static Tuning standard(int members) {
      return new Tuning(
          Duration.ofDays(3650),
          members == 1 ? Duration.ofMillis(100) : Duration.ofMillis(500),
          Duration.ofSeconds(1),
          1024,
          1 << 20,
          1,
          Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4),
          2048,
          50_000,
          Duration.ofSeconds(8),
          Duration.ofSeconds(5));
    }

    public Tuning withRetention(Duration changed) {
      return new Tuning(
          changed,
          electionTimeout,
          tick,
          entryRequestsMax,
          entryBytesMax,
          entriesInFlight,
          verifiers,
          waitingPerNodeMax,
          checkpointEntries,
          answerTimeout,
          clockTolerance);
    }

    public Tuning withTimes(Duration election, Duration changedTick, Duration answer) {
      return new Tuning(
          retention,
          election,
          changedTick,
          entryRequestsMax,
          entryBytesMax,
          entriesInFlight,
          verifiers,
          waitingPerNodeMax,
          checkpointEntries,
          answer,
          clockTolerance);
    }

    public Tuning withCheckpointEntries(long changed) {
      return new Tuning(
          retention,
          electionTimeout,
          tick,
          entryRequestsMax,
          entryBytesMax,
          entriesInFlight,
          verifiers,
          waitingPerNodeMax,
          changed,
          answerTimeout,
          clockTolerance);
    }

    public Tuning withClockTolerance(Duration changed) {
      return new Tuning(
          retention,
          electionTimeout,
          tick,
          entryRequestsMax,
          entryBytesMax,
          entriesInFlight,
          verifiers,
          waitingPerNodeMax,
          checkpointEntries,
          answerTimeout,
          changed);
    }

    public Tuning withEntries(int requests, int inFlight) {
      return new Tuning(
          retention,
          electionTimeout,
          tick,
          requests,
          entryBytesMax,
          inFlight,
          verifiers,
          waitingPerNodeMax,
          checkpointEntries,
          answerTimeout,
          clockTolerance);
    }
  }
}
