package kz.digitaltenge.api.identity;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.MalformedException;

/// An ID centre at the other end of a link.
public record RemoteIdCentre(Link link) implements IdCentre {
  @Override
  public CompletableFuture<Boolean> claim(AliasTag tag) {
    return link.call(IdCentreService.CLAIM, IdCentreService.encode(tag)).thenApply(_ -> true);
  }

  @Override
  public CompletableFuture<Boolean> withdraw(AliasTag tag) {
    return link.call(IdCentreService.WITHDRAW, IdCentreService.encode(tag)).thenApply(_ -> true);
  }

  @Override
  public CompletableFuture<ServingStatement> lookUp(AliasTag tag) {
    return link.call(IdCentreService.LOOK_UP, IdCentreService.encode(tag))
        .thenApply(RemoteIdCentre::statement);
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
