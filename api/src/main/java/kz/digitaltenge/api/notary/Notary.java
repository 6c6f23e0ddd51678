package kz.digitaltenge.api.notary;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import org.jspecify.annotations.Nullable;

/// The notary as a node sees it. Callable from any thread; nothing here blocks.
///
/// What the implementation returns is verified: signatures of a majority, inclusion, and that each
/// head continues the newest one this node has seen. A notary that contradicts itself completes the
/// future with [NotaryForkException]; a stopped client with
/// [kz.digitaltenge.api.error.PlatformException].
public interface Notary {

  /// Submits a request and repeats it, the same bytes, until a terminal answer, a refusal, or the
  /// implementation's patience ends with [NotaryAnswer.Busy] or [NotaryAnswer.Unknown]. Repeating
  /// is always safe.
  CompletableFuture<NotaryAnswer> submit(NotaryRequest request);

  /// The same for a caller that knows the transaction's id and has the request's canonical bytes:
  /// to make both again costs as much as a dozen hashes.
  default CompletableFuture<NotaryAnswer> submit(
      TransactionId id, NotaryRequest request, Bytes encoded) {
    return submit(request);
  }

  /// What became of a transaction. The header alone is enough: `transaction.tearOff(Set.of())`.
  CompletableFuture<NotaryAnswer> status(TearOff header);

  /// The same decisions, each proved under the newest head, in the same order. At most
  /// [NotaryLimits#REFRESH_MAX] at once.
  CompletableFuture<List<FinalityProof>> refresh(List<FinalityProof> proofs);

  /// The newest head that this node has verified.
  Optional<SignedHead> newestHead();

  /// What in this client's eyes speaks against a member, as a sentence.
  default Optional<String> suspicion() {
    return Optional.empty();
  }

  /// Takes a head that a peer has shown: verifies it and demands proof that it and the newest head
  /// known belong to one log. Completes exceptionally with [NotaryForkException] when they do not.
  CompletableFuture<@Nullable Void> witness(SignedHead head);
}
