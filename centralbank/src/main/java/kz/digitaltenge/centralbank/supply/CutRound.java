package kz.digitaltenge.centralbank.supply;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.peer.CutDesk;
import kz.digitaltenge.node.peer.CutPeers;

/// The questions of one cut: asks every node the same thing at once, this node included. Who
/// refuses or is silent is missing in the answer and is asked nothing more about this cut, so that
/// one that is away holds up one question and not all. For one thread.
final class CutRound {
  private static final System.Logger LOG = System.getLogger(CutRound.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final int TRIES = 2;

  /// Long enough for a connection that was lost to be tried anew.
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final NodeParts parts;
  private final CutDesk own;
  private final CutPeers peers;
  private final Set<NodeId> silent = new HashSet<>();

  CutRound(NodeParts parts, CutDesk own, CutPeers peers) {
    this.parts = parts;
    this.own = own;
    this.peers = peers;
  }

  /// One answer a node.
  ///
  /// @param here asks this node's own desk
  /// @param there asks a peer
  <T> Map<NodeId, T> ask(Function<CutDesk, T> here, Function<Peer, CompletableFuture<T>> there) {
    Map<NodeId, CompletableFuture<T>> asked = new LinkedHashMap<>();
    for (Participant participant : parts.network().get().current().participants()) {
      NodeId node = participant.node();
      if (silent.contains(node)) {
        continue;
      }
      asked.put(
          node,
          node.equals(parts.self())
              ? inTask(() -> here.apply(own))
              : tried(() -> there.apply(new Peer(node, peers)), TRIES));
    }
    Map<NodeId, T> answers = new LinkedHashMap<>();
    Instant until = parts.clock().instant().plus(PATIENCE);
    asked.forEach(
        (node, answer) ->
            settled(node, answer, until)
                .ifPresentOrElse(it -> answers.put(node, it), () -> silent.add(node)));
    return answers;
  }

  /// A peer to ask.
  record Peer(NodeId node, CutPeers wire) {}

  /// Asks one node; empty when it refuses or is silent.
  <T> Optional<T> ask(
      NodeId node, Function<CutDesk, T> here, Function<Peer, CompletableFuture<T>> there) {
    if (silent.contains(node)) {
      return Optional.empty();
    }
    CompletableFuture<T> answer =
        node.equals(parts.self())
            ? inTask(() -> here.apply(own))
            : tried(() -> there.apply(new Peer(node, peers)), 1);
    return settled(node, answer, parts.clock().instant().plus(PATIENCE));
  }

  private <T> Optional<T> settled(NodeId node, CompletableFuture<T> answer, Instant until) {
    Duration left = Duration.between(parts.clock().instant(), until);
    try {
      return Optional.of(parts.tasks().await(answer, left.isNegative() ? Duration.ZERO : left));
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> node + " says nothing about the cut: " + e.problem().forLog());
      return Optional.empty();
    }
  }

  private <T> CompletableFuture<T> tried(Supplier<CompletableFuture<T>> question, int tries) {
    CompletableFuture<T> answer = question.get();
    return tries == 1
        ? answer
        : answer.exceptionallyCompose(
            _ -> {
              var pause = new CompletableFuture<Boolean>();
              parts.tasks().settleAfter(pause, true, PAUSE);
              return pause.thenCompose(_ -> tried(question, tries - 1));
            });
  }

  private <T> CompletableFuture<T> inTask(Supplier<T> work) {
    var result = new CompletableFuture<T>();
    parts
        .tasks()
        .start(
            "cut of " + parts.self(),
            () -> {
              try {
                result.complete(work.get());
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  /// Who asks.
  NodeId self() {
    return parts.self();
  }
}
