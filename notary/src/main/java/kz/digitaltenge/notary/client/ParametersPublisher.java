package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;

/// Brings new network parameters into force at the notary: shows them to its members, one after
/// another and again, until the one that leads has logged them. Showing them twice changes nothing.
public final class ParametersPublisher {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(12);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int ROUNDS_MAX = 100;

  private final List<Link> members;
  private final Tasks tasks;

  /// @param members the notary's members by name
  public ParametersPublisher(Map<String, Link> members, Tasks tasks) {
    this.members = new ArrayList<>(members.values());
    this.tasks = tasks;
  }

  /// Publishes what the notary does not have yet of a chain. Blocking.
  ///
  /// @param chain from the genesis on
  /// @throws PlatformException `NOTARY_UNAVAILABLE` when nobody takes it
  public void bringUpToDate(List<SignedParameters> chain) {
    if (chain.size() > 1) {
      int epoch = epochInForce();
      chain.stream().filter(link -> link.parameters().epoch() > epoch).forEach(this::publish);
    }
  }

  /// The epoch of the newest head that a member shows. Blocking.
  ///
  /// @throws PlatformException `NOTARY_UNAVAILABLE` when none does
  public int epochInForce() {
    for (int round = 1; round <= ROUNDS_MAX; round++) {
      for (Link member : members) {
        Optional<SignedHead> head = head(member);
        if (head.isPresent()) {
          return head.get().head().epoch();
        }
      }
      tasks.sleep(PAUSE);
    }
    throw Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", "no member shows a head").exception();
  }

  private Optional<SignedHead> head(Link member) {
    try {
      byte[] answer = tasks.await(member.call(NotaryProtocol.HEAD, new byte[0]), ANSWER_TIMEOUT);
      return answer.length == 0 ? Optional.empty() : Optional.of(SignedHead.decode(answer));
    } catch (PlatformException _) {
      return Optional.empty();
    }
  }

  /// Returns once they are in force. Blocking.
  ///
  /// @throws PlatformException `NOTARY_UNAVAILABLE` when nobody takes them
  public void publish(SignedParameters next) {
    String last = "nobody leads";
    for (int round = 1; round <= ROUNDS_MAX; round++) {
      for (Link member : members) {
        Optional<String> obstacle = obstacle(member, next);
        if (obstacle.isEmpty()) {
          return;
        }
        last = obstacle.get();
      }
      tasks.sleep(PAUSE);
    }
    throw Problem.of(
            ErrorCode.NOTARY_UNAVAILABLE,
            "reason",
            "parameters of epoch " + next.parameters().epoch() + " are not in force: " + last)
        .exception();
  }

  private Optional<String> obstacle(Link member, SignedParameters next) {
    try {
      byte[] answer =
          tasks.await(member.call(NotaryProtocol.PARAMETERS, next.encode()), ANSWER_TIMEOUT);
      return switch (Reply.decode(answer)) {
        case Reply.InForce() -> Optional.empty();
        case Reply.NotLeader _ -> Optional.of("the member asked does not lead");
        case Reply.Answered(NotaryAnswer.Refused(var reason, String evidence)) ->
            Optional.of(reason + ", " + evidence);
        case Reply.Answered _ -> Optional.of("the notary is busy");
      };
    } catch (PlatformException e) {
      return Optional.of(e.problem().whatHappened());
    }
  }
}
