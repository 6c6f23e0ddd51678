package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.api.operator.OperatorClient;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;

/// What the members of a notary tell their operators, each a process that may be down.
final class MembersSeen {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, RoleProcess> processes;
  private final Map<String, OperatorClient> operators;

  /// Both by the member's name.
  MembersSeen(Map<String, RoleProcess> processes, Map<String, OperatorClient> operators) {
    this.processes = processes;
    this.operators = operators;
  }

  List<String> names() {
    return List.copyOf(operators.keySet());
  }

  /// Who leads by its own account; waited for while there is nobody.
  String leader() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      for (String name : names()) {
        if (status(name).filter(NotaryStatus::leader).isPresent()) {
          return name;
        }
      }
      Customers.pause();
    }
    throw new AssertionError("Nobody leads the notary");
  }

  String follower() {
    String leader = leader();
    return names().stream().filter(name -> !name.equals(leader)).findFirst().orElseThrow();
  }

  Optional<NotaryStatus> status(String member) {
    if (!Objects.requireNonNull(processes.get(member)).isRunning()) {
      return Optional.empty();
    }
    try {
      return Optional.of(operator(member).notary().status());
    } catch (PlatformException _) {
      return Optional.empty();
    }
  }

  /// Waits until a member has applied what the leader had when it was asked.
  void awaitBack(String member) {
    long goal = status(leader()).orElseThrow().logSize();
    Customers.await(
        () -> member + " has caught up",
        () -> status(member).filter(status -> status.logSize() >= goal).isPresent());
  }

  /// Waits until every member has come to the same log and live set, while nothing is asked of
  /// them.
  void awaitTogether() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Hash> seen = List.of();
    while (System.nanoTime() < end) {
      List<Optional<NotaryStatus>> all = names().stream().map(this::status).toList();
      if (all.stream().allMatch(Optional::isPresent)
          && all.stream().map(each -> each.orElseThrow().root()).distinct().count() == 1) {
        seen = names().stream().map(this::liveSet).distinct().toList();
        if (seen.size() == 1) {
          return;
        }
      }
      Customers.pause();
    }
    assertThat(names().stream().map(this::status).toList())
        .as("the members' logs; live sets %s", seen)
        .isEmpty();
  }

  /// Nobody has anything to say against another.
  void requireNoSuspicion() {
    assertThat(names())
        .allSatisfy(
            member -> assertThat(status(member).orElseThrow().suspicion().orElse("")).isEmpty());
  }

  /// What each member says of itself and the end of what it wrote, for a test that failed.
  String lastWords() {
    return processes.entrySet().stream()
        .filter(each -> operators.containsKey(each.getKey()))
        .map(
            each ->
                "%s: %s. %s"
                    .formatted(each.getKey(), status(each.getKey()), each.getValue().lastWords()))
        .collect(Collectors.joining("\n"));
  }

  /// The hash over all live references of a member.
  private Hash liveSet(String member) {
    var all = new ByteArrayOutputStream();
    operator(member).notary().liveRefs((StateRef ref) -> all.writeBytes(ref.key()));
    return Hash.sha256(all.toByteArray());
  }

  private OperatorClient operator(String member) {
    return Objects.requireNonNull(operators.get(member));
  }
}
