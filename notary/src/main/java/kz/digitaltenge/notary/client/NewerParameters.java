package kz.digitaltenge.notary.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.NotaryProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches the network parameters that an answer was made under when they are newer than those
/// known: the members may have changed. One fetch at a time; whoever asked repeats the question.
///
/// Who asks the notary nothing hears of them by [#look()], now and then. Any thread may call.
public final class NewerParameters {

  private static final Logger LOG = LoggerFactory.getLogger(NewerParameters.class);

  private final NotaryMembers notary;
  private final AtomicBoolean underWay = new AtomicBoolean();

  private final AtomicInteger turn = new AtomicInteger();

  public NewerParameters(NotaryMembers notary) {
    this.notary = notary;
  }

  /// Whether an answer cannot be judged yet, since its epoch is ahead.
  boolean areNeededFor(NotaryAnswer answer) {
    return epochOf(answer).filter(epoch -> epoch > notary.epoch()).isPresent();
  }

  private static Optional<Integer> epochOf(NotaryAnswer answer) {
    return switch (answer) {
      case NotaryAnswer.Final(var proof) -> Optional.of(proof.head().head().epoch());
      case NotaryAnswer.Voided(var proof) -> Optional.of(proof.head().head().epoch());
      case NotaryAnswer.Never(var statement, _) -> Optional.of(statement.epoch());
      case NotaryAnswer.Archived _, NotaryAnswer.Refused _, NotaryAnswer.Busy _ -> Optional.empty();
      case NotaryAnswer.Unknown _ -> Optional.empty();
    };
  }

  /// Asks one member, each in its turn, whether there are any.
  public void look() {
    List<Link> members = List.copyOf(notary.links().values());
    if (!members.isEmpty()) {
      fetch(members.get(Math.floorMod(turn.getAndIncrement(), members.size())));
    }
  }

  /// Asks a member for the parameters after the newest known, and goes on until it has no more.
  void fetch(Link member) {
    if (underWay.compareAndSet(false, true)) {
      next(member);
    }
  }

  private void next(Link member) {
    byte[] epoch = NotaryProtocol.encodeEpoch(notary.epoch() + 1);
    var _ =
        member
            .call(NotaryProtocol.PARAMETERS_OF, epoch)
            .whenComplete(
                (body, _) -> {
                  if (body != null && adopted(body)) {
                    next(member);
                  } else {
                    underWay.set(false);
                  }
                });
  }

  private boolean adopted(byte[] body) {
    if (body.length == 0) {
      return false;
    }
    try {
      return notary.adopt(SignedParameters.decode(body));
    } catch (MalformedException e) {
      LOG.warn("A member of the notary showed parameters that cannot be read: {}", e.reason());
      return false;
    }
  }
}
