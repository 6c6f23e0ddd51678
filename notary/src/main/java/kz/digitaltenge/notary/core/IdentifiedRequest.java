package kz.digitaltenge.notary.core;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionHeader;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;

/// A request read once: the id that its tear-off proves, the groups it shows, and the bytes it came
/// in.
///
/// Two are the same when their bytes are.
///
/// @param shown the groups the notary needs; empty when one is hidden
public record IdentifiedRequest(
    TransactionId id, NotaryRequest request, Optional<Shown> shown, Bytes encoded) {

  /// What a tear-off shows the notary.
  public record Shown(List<StateRef> inputs, List<Hash> tags, List<StateRef> references) {}

  public static IdentifiedRequest of(NotaryRequest request) {
    return of(request, Bytes.ofTrusted(request.encode()));
  }

  /// Reads a request and what it shows.
  ///
  /// @throws MalformedException when the bytes are not a request
  public static IdentifiedRequest decode(byte[] bytes) {
    return of(NotaryRequest.decode(bytes), Bytes.ofTrusted(bytes));
  }

  private static IdentifiedRequest of(NotaryRequest request, Bytes encoded) {
    TearOff tearOff = request.tearOff();
    return new IdentifiedRequest(tearOff.id(), request, shown(tearOff), encoded);
  }

  private static Optional<Shown> shown(TearOff tearOff) {
    Optional<List<StateRef>> inputs = tearOff.inputs();
    Optional<List<Hash>> tags = tearOff.tags();
    Optional<List<StateRef>> references = tearOff.references();
    return inputs.isPresent() && tags.isPresent() && references.isPresent()
        ? Optional.of(new Shown(inputs.get(), tags.get(), references.get()))
        : Optional.empty();
  }

  /// Whether it shows that it gives a payment back, which it need not.
  boolean givesBack() {
    try {
      return request
          .tearOff()
          .intents()
          .filter(intents -> intents.size() == 1)
          .filter(intents -> intents.getFirst() instanceof Intent.Refund)
          .isPresent();
    } catch (MalformedException _) {
      // What nobody asked for may be of any content.
      return false;
    }
  }

  TransactionHeader header() {
    return request.tearOff().header();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentifiedRequest that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }
}
