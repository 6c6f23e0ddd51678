package kz.digitaltenge.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TearOff;
import org.jspecify.annotations.Nullable;

/// The notary's client of one node, and somebody who listens.
record WatchedNotary(NodeId node, Notary client, Watch watch) implements Notary {
  @Override
  public CompletableFuture<NotaryAnswer> submit(NotaryRequest request) {
    return listening(request.tearOff(), client.submit(request));
  }

  @Override
  public CompletableFuture<NotaryAnswer> status(TearOff header) {
    return listening(header, client.status(header));
  }

  private CompletableFuture<NotaryAnswer> listening(
      TearOff asked, CompletableFuture<NotaryAnswer> answer) {
    Instant until = asked.header().window().until();
    return answer.thenApply(
        said -> {
          watch.heard(node, asked.id(), until, said);
          return said;
        });
  }

  @Override
  public CompletableFuture<List<FinalityProof>> refresh(List<FinalityProof> proofs) {
    return client.refresh(proofs);
  }

  @Override
  public Optional<SignedHead> newestHead() {
    return client.newestHead();
  }

  @Override
  public CompletableFuture<@Nullable Void> witness(SignedHead head) {
    return client.witness(head);
  }
}
