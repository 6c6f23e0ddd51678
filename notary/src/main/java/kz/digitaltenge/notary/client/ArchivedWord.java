package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.client.MemberChoice.Asked;

/// That a transaction's window has left the index is the one terminal answer without a proof of its
/// own. So one member's word is not enough: a majority must say it, each on its own connection.
final class ArchivedWord {

  private final MemberChoice members;
  private final Tasks tasks;
  private final Duration timeout;

  ArchivedWord(MemberChoice members, Tasks tasks, Duration timeout) {
    this.members = members;
    this.tasks = tasks;
    this.timeout = timeout;
  }

  /// The answer when enough other members give it too; otherwise nothing is known yet.
  CompletableFuture<NotaryAnswer> confirmed(
      NotaryAnswer.Archived answer, Asked from, TearOff header) {
    byte[] question = header.encode();
    List<CompletableFuture<Boolean>> others =
        members.all().stream()
            .filter(each -> !each.equals(from))
            .map(each -> saysSo(each, question))
            .toList();
    return CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
        .handle(
            (_, _) -> {
              long saying = 1 + others.stream().filter(each -> each.getNow(false)).count();
              return saying > (others.size() + 1) / 2
                  ? answer
                  : new NotaryAnswer.Unknown(
                      "%d of %d members say that it was archived"
                          .formatted(saying, others.size() + 1));
            });
  }

  private CompletableFuture<Boolean> saysSo(Asked member, byte[] question) {
    CompletableFuture<Boolean> said =
        member
            .link()
            .call(NotaryProtocol.STATUS, question)
            .handle((reply, _) -> reply != null && isArchived(reply));
    tasks.settleAfter(said, false, timeout);
    return said;
  }

  private static boolean isArchived(byte[] reply) {
    try {
      return Reply.decode(reply) instanceof Reply.Answered(NotaryAnswer.Archived _);
    } catch (MalformedException _) {
      return false;
    }
  }
}
