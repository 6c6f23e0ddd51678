package kz.digitaltenge.app.log;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.audit.NotaryCatchUp;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.server.ConsensusLogCheck;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StorageFailedException;

/// The members of a notary that does not run, read from their folders: the decisions and the signed
/// head that each keeps. The folder is locked against a start meanwhile.
///
/// After a kill the newest decisions are in the consensus log only. When every member's folder is
/// here they are started and stopped once, as an audit does; a single member's folder is exported
/// as far as its state goes.
final class StoppedLog implements LogExport.Source, AutoCloseable {
  private static final int LEAVES_AT_ONCE = 256;

  private final DataFolder folder;
  private final List<SignedParameters> chain;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<Member> members;
  private final Member longest;

  private record Member(String name, StoppedMember rows, long size, Optional<SignedHead> head) {}

  private StoppedLog(DataFolder folder, Machine machine, Consumer<String> progress) {
    this.folder = folder;
    try {
      opened.push(FolderLock.takeWhole(folder));
      this.chain = new ParametersFolder(folder.parameters()).chain();
      List<String> names = names();
      if (names.stream().anyMatch(this::lagsBehindItsLog)
          && names.size() == newest().notary().size()) {
        progress.accept("Bringing the notary up to date after an unclean stop");
        var _ = new NotaryCatchUp(folder, chain, machine).startAndStop();
      }
      this.members = open(names, machine.cryptography().signatures());
      this.longest = members.stream().max(Comparator.comparingLong(Member::size)).orElseThrow();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Opens what a data folder has.
  ///
  /// @param progress is told in short sentences what is going on
  /// @throws PlatformException `NETWORK_MISSING`, `DATA_FOLDER_LOCKED`, `DATA_FOLDER_CORRUPT`
  static StoppedLog open(DataFolder folder, Machine machine, Consumer<String> progress) {
    if (ParametersFolder.of(folder).isEmpty() || !folder.hasRun()) {
      throw Problem.of(ErrorCode.NETWORK_MISSING, "path", folder).exception();
    }
    return new StoppedLog(folder, machine, progress);
  }

  private NetworkParameters newest() {
    return chain.getLast().parameters();
  }

  /// The members whose folders are here.
  private List<String> names() {
    return newest().notary().stream()
        .map(NotaryMember::name)
        .filter(name -> Files.isDirectory(folder.notary(name).resolve("state")))
        .toList();
  }

  private boolean lagsBehindItsLog(String name) {
    long logged = ConsensusLogCheck.of(folder.notary(name), everybody()).lastEntry();
    try (StoppedMember rows = StoppedMember.open(folder.notary(name))) {
      return rows.progress().map(each -> each.applied().index()).orElse(-1L) < logged;
    } catch (StorageFailedException | MalformedException _) {
      // Damage is told when the member is opened; a start would make it no better.
      return false;
    }
  }

  private Set<NotaryMember> everybody() {
    return chain.stream()
        .flatMap(link -> link.parameters().notary().stream())
        .collect(Collectors.toSet());
  }

  /// Those that can be read.
  private List<Member> open(List<String> names, SignatureVerifier verifier) {
    var found = new ArrayList<Member>();
    var reasons = new ArrayList<String>();
    for (String name : names) {
      try {
        StoppedMember rows = StoppedMember.open(folder.notary(name));
        opened.push(rows);
        rows.verifyFiles();
        long size = rows.progress().map(Progress::logSize).orElse(0L);
        Optional<SignedHead> head = rows.head();
        if (head.isPresent() && !isSigned(head.get(), verifier)) {
          reasons.add(name + ": no majority of the members signed the head that it keeps");
        } else {
          found.add(new Member(name, rows, size, head));
        }
      } catch (StorageFailedException | MalformedException e) {
        reasons.add(name + ": " + e.getMessage());
      }
    }
    if (found.isEmpty()) {
      throw damaged(
          reasons.isEmpty() ? "the state of every member is missing" : String.join("; ", reasons));
    }
    return found;
  }

  private boolean isSigned(SignedHead signed, SignatureVerifier verifier) {
    return signed.head().networkId().equals(chain.getFirst().parameters().hash())
        && chain.stream()
            .map(SignedParameters::parameters)
            .filter(each -> each.epoch() == signed.head().epoch())
            .anyMatch(each -> signed.isSignedByMajorityOf(each.headKeys(), verifier));
  }

  @Override
  public List<SignedParameters> chain() {
    return chain;
  }

  @Override
  public Map<String, SignedHead> heads() {
    var heads = new LinkedHashMap<String, SignedHead>();
    for (Member member : members) {
      member
          .head()
          .filter(head -> head.head().size() <= longest.size())
          .ifPresent(head -> heads.put(member.name(), head));
    }
    if (heads.isEmpty()) {
      throw Problem.of(
              ErrorCode.NOTARY_UNAVAILABLE,
              "reason",
              "no member in %s has kept a signed head yet; start the network once and stop it"
                  .formatted(folder))
          .exception();
    }
    return heads;
  }

  @Override
  public List<Leaf> leaves(long from) {
    var leaves = new ArrayList<Leaf>(LEAVES_AT_ONCE);
    long until = Math.min(longest.size(), from + LEAVES_AT_ONCE);
    try {
      for (long position = from; position < until; position++) {
        Optional<Leaf> leaf = longest.rows().leaf(position);
        if (leaf.isEmpty()) {
          throw damaged("%s does not have decision %d".formatted(longest.name(), position));
        }
        leaves.add(leaf.get());
      }
    } catch (StorageFailedException | MalformedException e) {
      throw damaged("%s: %s".formatted(longest.name(), e.getMessage()));
    }
    return leaves;
  }

  @Override
  public PlatformException contradicted(LogHead head) {
    return damaged(
        "the first %d decisions of %s are not those that the members signed; ./dt audit names the place"
            .formatted(head.size(), longest.name()));
  }

  private PlatformException damaged(String reason) {
    return Problem.of(ErrorCode.DATA_FOLDER_CORRUPT, "path", folder, "reason", reason).exception();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.getLogger(StoppedLog.class.getName())
            .log(System.Logger.Level.WARNING, "A part of the stopped log did not close", e);
      }
    }
  }
}
