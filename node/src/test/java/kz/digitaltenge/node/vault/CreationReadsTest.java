package kz.digitaltenge.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import org.junit.jupiter.api.Test;

class CreationReadsTest {
  private final Facts facts = new Facts(new Random(1));
  private final List<Asked> asked = new ArrayList<>();
  private final CreationReads reads =
      new CreationReads(
          ids -> {
            var query = new Asked(ids, new CompletableFuture<>());
            asked.add(query);
            return query.answer;
          });

  private record Asked(Set<TransactionId> ids, CompletableFuture<List<Creation>> answer) {
    void tell() {
      answer.complete(ids.stream().map(CreationReadsTest::creation).toList());
    }

    void fail() {
      answer.completeExceptionally(
          new VaultException(VaultException.Reason.UNEXPECTED, "a damaged page"));
    }
  }

  private static Creation creation(TransactionId id) {
    return new Creation(id, Bytes.empty(), Optional.empty());
  }

  @Test
  void whoWaitsBehindTwoQueriesSharesTheNext() {
    var ids = List.of(facts.id(), facts.id(), facts.id(), facts.id());
    var answers = ids.stream().map(id -> reads.of(List.of(id))).toList();
    assertThat(asked)
        .extracting(Asked::ids)
        .containsExactly(Set.of(ids.get(0)), Set.of(ids.get(1)));

    asked.get(0).tell();
    assertThat(asked.get(2).ids).containsExactlyInAnyOrder(ids.get(2), ids.get(3));
    asked.get(2).tell();

    assertThat(answers.get(1)).isNotDone();
    assertThat(answers.get(3).join()).containsExactly(creation(ids.get(3)));
  }

  @Test
  void oneThatCannotBeReadDoesNotHideTheOthers() {
    var ids = List.of(facts.id(), facts.id(), facts.id(), facts.id());
    var answers = ids.stream().map(id -> reads.of(List.of(id))).toList();
    asked.get(0).tell();

    asked.get(2).fail();
    asked.get(3).fail();
    asked.get(4).tell();

    assertThat(answers.get(2)).isCompletedExceptionally();
    assertThat(answers.get(3).join()).containsExactly(creation(ids.get(3)));
  }

  @Test
  void aFailureEndsItsQuestionAndNoOther() {
    var first = reads.of(List.of(facts.id()));
    asked.getFirst().fail();
    var id = facts.id();
    var second = reads.of(List.of(id));
    asked.getLast().tell();

    assertThat(first).isCompletedExceptionally();
    assertThat(second.join()).containsExactly(creation(id));
  }
}
