package kz.digitaltenge.app.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.LogReplay;

/// Verifies a log export with nothing but the file: the chain of parameters, the tree over all
/// leaves, and each head's signatures and root. The first thing that does not hold ends it.
///
/// Every leaf is in the tree that the heads are held against, so a head that fits proves each leaf
/// before it, and two that fit are consistent with each other. Memory does not grow with the file.
final class LogCheck {
  private final Optional<Hash> network;
  private final Optional<Earlier> since;
  private final SignatureVerifier verifier;
  private final LogReplay log = new LogReplay();
  private final Map<Integer, NetworkParameters> epochs = new HashMap<>();
  private Optional<SignedParameters> genesis = Optional.empty();
  private Optional<SignedParameters> newest = Optional.empty();
  private Instant logTime = Instant.EPOCH;
  private long heads;
  private long covered;
  private long forgotten;
  private boolean ended;

  /// What was found.
  ///
  /// @param network the network that the file says it is of; empty when it does not get so far
  /// @param fault what does not hold first, as a sentence that names the place
  record Report(
      Optional<Hash> network,
      int epochs,
      long leaves,
      long forgotten,
      long heads,
      Hash root,
      Instant logTime,
      Optional<String> fault) {}

  /// What the log was once, as an export of then proved.
  record Earlier(Hash network, long leaves, Hash root, Instant logTime) {
    /// Empty when that export does not hold.
    static Optional<Earlier> of(Report report) {
      return report.fault().isPresent()
          ? Optional.empty()
          : report
              .network()
              .map(id -> new Earlier(id, report.leaves(), report.root(), report.logTime()));
    }
  }

  /// Refuses a record, and with it the file.
  private static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    FaultException(String sentence) {
      super(sentence);
    }
  }

  /// @param network the network that it must be of, when the asker knows
  LogCheck(Optional<Hash> network, SignatureVerifier verifier) {
    this(network, Optional.empty(), verifier);
  }

  private LogCheck(Optional<Hash> network, Optional<Earlier> since, SignatureVerifier verifier) {
    this.network = network;
    this.since = since;
    this.verifier = verifier;
  }

  /// Also proves that nothing was done to the log since then but to append to it.
  static LogCheck since(Earlier earlier, SignatureVerifier verifier) {
    return new LogCheck(Optional.of(earlier.network()), Optional.of(earlier), verifier);
  }

  /// Reads a file to its end, or to the first fault.
  Report of(Path file) throws IOException {
    try (LogFile.Reader reader = new LogFile.Reader(file)) {
      for (Optional<LogRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
        try {
          take(next.get());
        } catch (FaultException e) {
          return report(Optional.of("%s does not hold: %s".formatted(reader.place(), message(e))));
        }
      }
      return report(atTheEnd());
    } catch (LogFile.UnreadableException e) {
      return report(Optional.of(message(e)));
    }
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private Report report(Optional<String> fault) {
    return new Report(
        genesis.map(first -> first.parameters().hash()),
        epochs.size(),
        log.size(),
        forgotten,
        heads,
        log.root(),
        logTime,
        fault);
  }

  private Optional<String> atTheEnd() {
    if (!ended) {
      return Optional.of(
          "the file ends after leaf %d, without its last record".formatted(log.size()));
    }
    if (covered < log.size()) {
      return Optional.of(
          "the leaves from %d to %d are under no head".formatted(covered, log.size() - 1));
    }
    return since
        .filter(earlier -> log.size() < earlier.leaves())
        .map(
            earlier ->
                "it has %s, and the earlier export %d: it is older, or leaves were taken away"
                    .formatted(LogCommand.leaves(log.size()), earlier.leaves()));
  }

  private void take(LogRecord record) throws FaultException {
    require(!ended, "something follows the last record");
    switch (record) {
      case LogRecord.Parameters(SignedParameters signed) -> chain(signed);
      case LogRecord.LogLeaf(Leaf leaf) -> append(leaf);
      case LogRecord.Head(SignedHead head) -> hold(head);
      case LogRecord.End(long leaves) -> {
        require(
            leaves == log.size(),
            "the file should have %d leaves and has %d".formatted(leaves, log.size()));
        ended = true;
      }
    }
  }

  private void chain(SignedParameters next) throws FaultException {
    NetworkParameters parameters = next.parameters();
    if (newest.isEmpty()) {
      Hash own = parameters.hash();
      require(
          network.isEmpty() || network.get().equals(own),
          "it is the log of another network, %s".formatted(own.hex()));
      require(
          next.isGenesisOf(own, verifier), "the central bank did not sign the first parameters");
      genesis = Optional.of(next);
      logTime = parameters.effectiveFrom();
    } else {
      require(
          next.follows(newest.get().parameters(), verifier),
          "the parameters of epoch %d do not follow those before by the central bank's word"
              .formatted(parameters.epoch()));
    }
    newest = Optional.of(next);
    epochs.put(parameters.epoch(), parameters);
  }

  private void append(Leaf leaf) throws FaultException {
    switch (leaf) {
      case Leaf.Whole(Decision decision) -> {
        require(
            epochs.containsKey(decision.epoch()),
            "decision %d is of epoch %d, whose parameters are missing"
                .formatted(log.size(), decision.epoch()));
        require(
            !decision.logTime().isBefore(logTime),
            "decision %d has log time %s, before %s of what precedes it"
                .formatted(log.size(), decision.logTime(), logTime));
        requireSince("decision %d".formatted(log.size()), log.size() + 1, decision.logTime());
        logTime = decision.logTime();
      }
      case Leaf.Forgotten _ -> forgotten++;
    }
    log.add(leaf.hash());
    if (since.isPresent() && log.size() == since.get().leaves()) {
      require(
          log.root().equals(since.get().root()),
          "the log was rewritten: its first %s lead to %s, in the earlier export to %s"
              .formatted(
                  LogCommand.leaves(log.size()), log.root().hex(), since.get().root().hex()));
    }
  }

  /// What makes the log longer than it was then cannot be from before.
  private void requireSince(String what, long leaves, Instant time) throws FaultException {
    Instant before =
        since.filter(earlier -> leaves > earlier.leaves()).map(Earlier::logTime).orElse(time);
    require(
        !time.isBefore(before),
        "the log was rewritten: %s has log time %s, before %s of the earlier export"
            .formatted(what, time, before));
  }

  private void hold(SignedHead signed) throws FaultException {
    LogHead head = signed.head();
    require(
        genesis.isPresent() && head.networkId().equals(genesis.get().parameters().hash()),
        "the head of size %d is of another network".formatted(head.size()));
    require(
        head.size() == log.size(),
        "the head of size %d comes after leaf %d".formatted(head.size(), log.size()));
    require(
        head.root().equals(log.root()),
        "the head of size %d has root %s, but the leaves lead to %s"
            .formatted(head.size(), head.root(), log.root()));
    NetworkParameters parameters = epochs.get(head.epoch());
    require(
        parameters != null && signed.isSignedByMajorityOf(parameters.headKeys(), verifier),
        "the head of size %d is not signed by a majority of the members of epoch %d"
            .formatted(head.size(), head.epoch()));
    require(
        !head.logTime().isBefore(logTime),
        "the head of size %d has log time %s, before %s of what precedes it"
            .formatted(head.size(), head.logTime(), logTime));
    requireSince("the head of size %d".formatted(head.size()), head.size(), head.logTime());
    logTime = head.logTime();
    covered = head.size();
    heads++;
  }

  private static void require(boolean condition, String sentence) throws FaultException {
    if (!condition) {
      throw new FaultException(sentence);
    }
  }
}
