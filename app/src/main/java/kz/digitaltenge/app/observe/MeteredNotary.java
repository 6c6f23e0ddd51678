package kz.digitaltenge.app.observe;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.app.observe.NodeMeters.Phase;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import org.jspecify.annotations.Nullable;

/// Measures how long the notary takes over a request, answer or none.
public record MeteredNotary(Notary notary, NodeMeters.Node meter) implements Notary {
  @Override
  public CompletableFuture<NotaryAnswer> submit(NotaryRequest request) {
    return timed(System.nanoTime(), notary.submit(request));
  }

  @Override
  public CompletableFuture<NotaryAnswer> submit(
      TransactionId id, NotaryRequest request, Bytes encoded) {
    return timed(System.nanoTime(), notary.submit(id, request, encoded));
  }

  @Override
  public CompletableFuture<NotaryAnswer> status(TearOff header) {
    return notary.status(header);
  }

  @Override
  public CompletableFuture<List<FinalityProof>> refresh(List<FinalityProof> proofs) {
    return notary.refresh(proofs);
  }

  @Override
  public Optional<SignedHead> newestHead() {
    return notary.newestHead();
  }

  @Override
  public Optional<String> suspicion() {
    return notary.suspicion();
  }

  @Override
  public CompletableFuture<@Nullable Void> witness(SignedHead head) {
    return notary.witness(head);
  }

  private CompletableFuture<NotaryAnswer> timed(
      long began, CompletableFuture<NotaryAnswer> answer) {
    return answer.whenComplete((_, _) -> meter.took(Phase.NOTARY, began));
  }
}
