package kz.digitaltenge.node.customer;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.ledger.NodeId;

/// An ID centre that only keeps one bank's claims, and may be away.
final class FakeCentre implements IdCentre {
  final Set<AliasTag> claims = new HashSet<>();
  final Set<AliasTag> behind = new HashSet<>();
  boolean isAway;
  boolean refusesClaims;

  /// None left when there are so many.
  int claimsMax = Integer.MAX_VALUE;

  int asked;

  @Override
  public CompletableFuture<Boolean> claim(AliasTag tag) {
    asked++;
    if (claims.size() >= claimsMax) {
      return CompletableFuture.failedFuture(
          Problem.of(
                  ErrorCode.CLAIM_QUOTA_REACHED,
                  "bank",
                  new NodeId("HSBKKZKX"),
                  "limit",
                  claimsMax,
                  "period",
                  Duration.ofDays(1))
              .lasting(Duration.ofMinutes(2))
              .exception());
    }
    if (refusesClaims) {
      return CompletableFuture.failedFuture(
          Problem.of(ErrorCode.BANK_BLOCKED, "bank", new NodeId("HSBKKZKX")).exception());
    }
    return done(
        () -> {
          claims.add(tag);
          behind.remove(tag);
        });
  }

  @Override
  public CompletableFuture<Boolean> standBehind(AliasTag tag) {
    return done(
        () -> {
          claims.add(tag);
          behind.add(tag);
        });
  }

  @Override
  public CompletableFuture<Boolean> withdraw(AliasTag tag) {
    return done(
        () -> {
          claims.remove(tag);
          behind.remove(tag);
        });
  }

  @Override
  public CompletableFuture<ServingStatement> lookUp(AliasTag tag) {
    throw new UnsupportedOperationException();
  }

  private CompletableFuture<Boolean> done(Runnable work) {
    if (isAway) {
      return CompletableFuture.failedFuture(
          Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", NAME, "reason", "away").exception());
    }
    work.run();
    return CompletableFuture.completedFuture(true);
  }
}
