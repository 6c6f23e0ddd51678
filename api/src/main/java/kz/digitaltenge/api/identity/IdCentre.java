package kz.digitaltenge.api.identity;

import java.util.concurrent.CompletableFuture;

/// The ID centre, as a port of the banks' nodes. Futures fail with a
/// [kz.digitaltenge.api.error.PlatformException]; each call may be repeated.
public interface IdCentre {
  /// The name of its service, and of its certificate.
  String NAME = "id-centre";

  /// Registers that the caller serves an alias; completes when that is on disk. Whoever claims one
  /// that another bank claims already stands behind it.
  CompletableFuture<Boolean> claim(AliasTag tag);

  /// Gives a claim up.
  CompletableFuture<Boolean> withdraw(AliasTag tag);

  /// Registers that the caller serves an alias and lets every other bank that claims it, now or
  /// later, go before it: what a customer asks for who wants to be paid at another bank. A later
  /// [#claim] of the caller's comes last.
  CompletableFuture<Boolean> standBehind(AliasTag tag);

  /// Asks which bank serves an alias; the answer is for the caller alone.
  CompletableFuture<ServingStatement> lookUp(AliasTag tag);
}
