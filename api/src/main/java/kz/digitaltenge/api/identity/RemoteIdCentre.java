package kz.digitaltenge.api.identity;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;

/// An ID centre at the other end of a link.
///
/// @param author whose words it is told
public record RemoteIdCentre(Link link, AliasDeed.Author author, InstantSource clock)
    implements IdCentre {
  @Override
  public CompletableFuture<Boolean> claim(AliasTag tag) {
    return say(AliasDeed.Kind.CLAIM, tag);
  }

  @Override
  public CompletableFuture<Boolean> withdraw(AliasTag tag) {
    return say(AliasDeed.Kind.WITHDRAW, tag);
  }

  @Override
  public CompletableFuture<Boolean> standBehind(AliasTag tag) {
    return say(AliasDeed.Kind.STAND_BEHIND, tag);
  }

  @Override
  public CompletableFuture<ServingStatement> lookUp(AliasTag tag) {
    return link.call(IdCentreService.LOOK_UP, IdCentreService.encode(tag))
        .thenApply(RemoteIdCentre::statement);
  }

  private CompletableFuture<Boolean> say(AliasDeed.Kind kind, AliasTag tag) {
    AliasDeed deed = author.sign(kind, tag, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return link.call(IdCentreService.DEED, Encoding.encode(deed, AliasDeed::writeTo))
        .thenApply(_ -> true);
  }

  private static ServingStatement statement(byte[] answer) {
    try {
      return Encoding.decode(answer, ServingStatement::readFrom);
    } catch (MalformedException e) {
      throw Problem.of(ErrorCode.PEER_SENT_GARBAGE, "peer", IdCentre.NAME, "reason", e.reason())
          .exception(e);
    }
  }
}
