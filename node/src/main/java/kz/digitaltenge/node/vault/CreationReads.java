package kz.digitaltenge.node.vault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.TransactionId;
import org.jspecify.annotations.Nullable;

/// Reads creations. Questions that wait at the same time share a query: under load most payments
/// need one each. Thread-safe.
final class CreationReads {
  private static final int QUERIES_AT_ONCE = 2;
  private static final int QUESTIONS_PER_QUERY = 64;

  /// Asks the store, on another thread.
  @FunctionalInterface
  interface Query {
    CompletableFuture<List<Creation>> ask(Set<TransactionId> ids);
  }

  private record Question(Set<TransactionId> ids, CompletableFuture<List<Creation>> answer) {
    void answer(Map<TransactionId, Creation> found) {
      answer.complete(ids.stream().map(found::get).filter(Objects::nonNull).toList());
    }

    void answer(@Nullable List<Creation> found, @Nullable Throwable failure) {
      if (found != null) {
        answer.complete(found);
      } else if (failure != null) {
        answer.completeExceptionally(failure);
      }
    }
  }

  private final Query query;
  private final Queue<Question> waiting = new ArrayDeque<>();
  private int running;

  CreationReads(Query query) {
    this.query = query;
  }

  CompletableFuture<List<Creation>> of(Collection<TransactionId> ids) {
    var question = new Question(Set.copyOf(ids), new CompletableFuture<>());
    synchronized (this) {
      waiting.add(question);
    }
    begin();
    return question.answer;
  }

  private void begin() {
    var batch = new ArrayList<Question>();
    var ids = new LinkedHashSet<TransactionId>();
    synchronized (this) {
      if (running == QUERIES_AT_ONCE || waiting.isEmpty()) {
        return;
      }
      running++;
      while (batch.size() < QUESTIONS_PER_QUERY && !waiting.isEmpty()) {
        var question = waiting.remove();
        batch.add(question);
        ids.addAll(question.ids);
      }
    }
    var _ =
        query
            .ask(ids)
            .whenComplete(
                (found, failure) -> {
                  synchronized (this) {
                    running--;
                  }
                  begin();
                  answer(batch, found, failure);
                });
  }

  private void answer(
      List<Question> batch, @Nullable List<Creation> found, @Nullable Throwable failure) {
    if (found != null) {
      var byId = new HashMap<TransactionId, Creation>();
      found.forEach(creation -> byId.put(creation.id(), creation));
      batch.forEach(question -> question.answer(byId));
    } else if (batch.size() == 1) {
      batch.getFirst().answer(null, failure);
    } else {
      // One damaged page must not hide the others.
      for (var question : batch) {
        var _ = query.ask(question.ids).whenComplete(question::answer);
      }
    }
  }
}
