package kz.digitaltenge.app.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.platform.TlsPlaces;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.NotaryProtocol.Leaves;
import kz.digitaltenge.notary.client.NotaryConnections;

/// The members of a running network's notary, asked for their log with the operators' certificate.
/// Blocking.
final class LogSource implements Observer.Source, AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(12);

  private final List<SignedParameters> chain;
  private final NetworkThreads threads;
  private final VirtualThreadTasks tasks;
  private final NotaryConnections connections;
  private final RemotePlatform platform;

  private LogSource(DataFolder folder, List<SignedParameters> chain) {
    this.chain = chain;
    this.threads = NetworkThreads.start(1);
    this.tasks = new VirtualThreadTasks("the log's reader", Duration.ofSeconds(2));
    this.connections =
        NotaryConnections.to(
            chain.getLast().parameters().notary(),
            TlsPlaces.load(folder.operator(), folder),
            StreamLimits.standard(),
            threads);
    this.platform = RemotePlatform.of(folder);
  }

  /// The network of a data folder.
  ///
  /// @throws PlatformException `NETWORK_NOT_RUNNING` when no network was ever made there
  static LogSource of(DataFolder folder) {
    var parameters = new ParametersFolder(folder.parameters());
    if (parameters.isEmpty()) {
      throw Problem.of(ErrorCode.NETWORK_NOT_RUNNING, "path", folder).exception();
    }
    return new LogSource(folder, parameters.chain());
  }

  @Override
  public List<SignedParameters> chain() {
    return chain;
  }

  @Override
  public Map<String, NotaryOperations> members() {
    var members = new LinkedHashMap<String, NotaryOperations>();
    Iterator<NotaryOperations> operations = platform.notary().iterator();
    for (String member : connections.links().keySet()) {
      members.put(member, operations.next());
    }
    return members;
  }

  @Override
  public Map<String, SignedHead> heads() {
    var heads = new LinkedHashMap<String, SignedHead>();
    connections
        .links()
        .forEach((member, link) -> head(link).ifPresent(head -> heads.put(member, head)));
    return heads;
  }

  private Optional<SignedHead> head(Link link) {
    try {
      byte[] answer = tasks.await(link.call(NotaryProtocol.HEAD, new byte[0]), ANSWER_TIMEOUT);
      return answer.length == 0 ? Optional.empty() : Optional.of(SignedHead.decode(answer));
    } catch (PlatformException | MalformedException _) {
      return Optional.empty();
    }
  }

  /// Some leaves from a position on, as the first member gives them that has any.
  ///
  /// @throws PlatformException `NOTARY_UNAVAILABLE` when none has
  @Override
  public List<Leaf> leaves(long from) {
    return firstOf(
        NotaryProtocol.LEAVES,
        NotaryProtocol.encodePosition(from),
        body -> Leaves.decode(body).leaves());
  }

  @Override
  public Optional<List<Hash>> consistency(
      long oldSize, long newSize, Predicate<List<Hash>> passes) {
    byte[] sizes = NotaryProtocol.encodeNumbers(List.of(oldSize, newSize));
    for (Link member : connections.links().values()) {
      try {
        List<Hash> proof =
            NotaryProtocol.decodeHashes(
                tasks.await(member.call(NotaryProtocol.CONSISTENCY, sizes), ANSWER_TIMEOUT));
        if (passes.test(proof)) {
          return Optional.of(proof);
        }
      } catch (PlatformException | MalformedException _) {
        // Another member may have it.
      }
    }
    return Optional.empty();
  }

  @Override
  public PlatformException contradicted(LogHead head) {
    return Problem.of(
            ErrorCode.NOTARY_UNAVAILABLE,
            "reason",
            "the leaves that its members give do not lead to their head of size %d; ./dt log observe"
                    .formatted(head.size())
                + " names who shows what")
        .exception();
  }

  private <T> List<T> firstOf(int kind, byte[] question, Function<byte[], List<T>> read) {
    var reasons = new ArrayList<String>();
    for (Map.Entry<String, Link> member : connections.links().entrySet()) {
      try {
        CompletableFuture<byte[]> answer = member.getValue().call(kind, question);
        List<T> found = read.apply(tasks.await(answer, ANSWER_TIMEOUT));
        if (!found.isEmpty()) {
          return found;
        }
        reasons.add(member.getKey() + " does not have them");
      } catch (PlatformException e) {
        reasons.add(e.problem().whatHappened());
      } catch (MalformedException e) {
        reasons.add("%s sent what cannot be read: %s".formatted(member.getKey(), e.reason()));
      }
    }
    throw Problem.of(
            ErrorCode.NOTARY_UNAVAILABLE,
            "reason",
            "leaves of the log: " + String.join("; ", reasons))
        .exception();
  }

  @Override
  public void close() {
    platform.close();
    connections.close();
    tasks.close();
    threads.close();
  }
}
