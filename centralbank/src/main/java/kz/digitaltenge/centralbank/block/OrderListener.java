package kz.digitaltenge.centralbank.block;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kz.digitaltenge.ledger.BlockOrder;

/// Somebody whom orders bind.
///
/// @param take shows those that come next, and completes with the number of the last that is on
///   disk there
public record OrderListener(
    String name, Function<List<BlockOrder>, CompletableFuture<Long>> take) {}
