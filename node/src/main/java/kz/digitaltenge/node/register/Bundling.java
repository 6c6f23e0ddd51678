package kz.digitaltenge.node.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.Payout.Way;
import kz.digitaltenge.node.vault.Leg;

/// Decides which payouts of a register one payment pays: those to several accounts of one bank. An
/// account that an alias was looked up for was given for the line's own payment, so such a payout
/// is paid alone.
///
/// @param payoutsMax of one payment
/// @param most one payment's amount
record Bundling(int payoutsMax, Amount most) {
  /// Each payout has a payment of its own.
  static final Bundling NONE = new Bundling(1, Amount.ofTiyn(Amount.MAX_TIYN));

  /// As many at once as a payment has room for.
  ///
  /// @param most that the payer may pay at once
  static Bundling upTo(Amount most) {
    return new Bundling(Leg.COUNT_MAX, most);
  }

  /// How each is paid, by its place.
  Map<Integer, Way> ways(List<Payout> payouts) {
    var ways = new HashMap<Integer, Way>();
    var open = new HashMap<String, List<Payout>>();
    for (Payout payout : payouts) {
      if (payout.order().payee() instanceof Payee.Numbered(var account)) {
        List<Payout> bundle = open.computeIfAbsent(account.bankCode(), _ -> new ArrayList<>());
        if (!hasRoom(bundle, payout)) {
          close(bundle, ways);
          bundle.clear();
        }
        bundle.add(payout);
      } else {
        ways.put(payout.place(), Way.ALONE);
      }
    }
    open.values().forEach(bundle -> close(bundle, ways));
    return ways;
  }

  private boolean hasRoom(List<Payout> bundle, Payout payout) {
    Set<AccountId> paid =
        bundle.stream().map(each -> each.account().orElseThrow()).collect(Collectors.toSet());
    long tiyn = payout.order().amount().tiyn();
    for (Payout each : bundle) {
      tiyn += each.order().amount().tiyn();
    }
    return bundle.size() < payoutsMax
        && !paid.contains(payout.account().orElseThrow())
        // Sixteen of the largest amounts fit a long.
        && tiyn <= most.tiyn();
  }

  private static void close(List<Payout> bundle, Map<Integer, Way> ways) {
    for (Payout payout : bundle) {
      ways.put(
          payout.place(),
          bundle.size() == 1 ? Way.ALONE : new Way.Together(bundle.getFirst().place()));
    }
  }
}
