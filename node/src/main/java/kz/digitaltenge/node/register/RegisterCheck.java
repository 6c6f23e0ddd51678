package kz.digitaltenge.node.register;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.api.task.Hands;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.register.RegisterBook.Found;

/// Looks up whom one register pays, pass after pass over those who are left.
///
/// One payee who is nobody's refuses the register; so after a hundred of them nobody else is looked
/// up. That the ID centre answers no more for now ends no line: it cuts the pass, and the register
/// rests. Whoever is only busy or away is tried again until a dozen passes in a row brought
/// nothing; one that was cut is none of them when nobody had answered, and says nothing of the
/// lines that it did not come to.
final class RegisterCheck {
  /// Enough to show the payer what is wrong with the register, and few enough of the misses that
  /// the ID centre lets a bank have.
  static final int MISSES_MAX = 100;

  private static final int TAKEN_AT_ONCE = 500;
  private static final int NOTED_AT_ONCE = 500;
  private static final Duration NOTE_TIMEOUT = Duration.ofMinutes(2);

  private final RegisterBook book;
  private final Registers.Place place;
  private final RegisterPace pace;
  private final LookUpShare share;
  private final PayoutRegister register;

  /// Passes in a row, from the last that brought something on.
  private int tries;

  /// The line that all of those passes came to.
  private int reach = Integer.MAX_VALUE;

  private boolean isCut;

  RegisterCheck(
      RegisterBook book,
      Registers.Place place,
      RegisterPace pace,
      LookUpShare share,
      PayoutRegister register) {
    this.book = book;
    this.place = place;
    this.pace = pace;
    this.share = share;
    this.register = register;
  }

  /// How a pass goes.
  private static final class Pass {
    private final AtomicInteger misses;
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicBoolean cut = new AtomicBoolean();

    /// The last line that was asked about and had an answer; none are before the first.
    private final AtomicInteger last = new AtomicInteger();

    /// @param misses of earlier passes
    Pass(int misses) {
      this.misses = new AtomicInteger(misses);
    }

    boolean isHopeless() {
      return misses.get() >= MISSES_MAX;
    }

    boolean isOver() {
      return cut.get() || isHopeless();
    }

    boolean isFruitful() {
      return found.get() > 0;
    }
  }

  /// Looks up who is left, once; the stage after it.
  Stage pass() {
    isCut = false;
    var pass = new Pass(book.find(register.seq()).counts().refused());
    var source =
        new RegisterRun.Source<>(
            after -> book.unchecked(register.seq(), after, TAKEN_AT_ONCE), Function.identity());
    try (Batcher<Found, Boolean> notes =
        Batcher.of(
            "look-ups of a register",
            place.tasks(),
            new Batcher.Limits(NOTED_AT_ONCE, TAKEN_AT_ONCE),
            found -> {
              book.found(register.seq(), found, now());
              return found.stream().map(_ -> true).toList();
            })) {
      new Hands("a register's look-ups", pace.lookUpsAtOnce(), place.tasks())
          .work(
              () -> pass.isOver() ? Optional.empty() : source.next(),
              payout ->
                  // What is not told is left for the next pass.
                  lookUp(payout, pass)
                      .ifPresent(
                          found -> {
                            var _ = place.tasks().await(notes.submit(found), NOTE_TIMEOUT);
                          }));
    }
    if (pass.isHopeless() || book.unchecked(register.seq(), 0, 1).isEmpty()) {
      return book.endCheck(register.seq(), now()).stage();
    }
    count(pass);
    isCut = pass.cut.get();
    if (!isCut) {
      place.tasks().sleep(pace.pauseAfter(tries));
    }
    return book.find(register.seq()).stage();
  }

  /// Whether the last pass ended because nobody is to be asked any more for now.
  boolean isCut() {
    return isCut;
  }

  private void count(Pass pass) {
    if (pass.isFruitful()) {
      tries = pass.cut.get() ? 0 : 1;
      reach = Integer.MAX_VALUE;
    } else if (!pass.cut.get()) {
      tries++;
    } else if (pass.last.get() > 0) {
      tries++;
      reach = Math.min(reach, pass.last.get());
    }
  }

  private boolean isLastTry(Payout payout) {
    return tries + 1 >= pace.triesMax() && payout.place() <= reach;
  }

  private Optional<Found> lookUp(Payout payout, Pass pass) {
    return switch (payout.order().payee()) {
      case Payee.Numbered(AccountId number) ->
          Optional.of(new Found.Account(payout.place(), number));
      case Payee.Forgotten _ ->
          throw new IllegalStateException("looked up after its end: " + payout.place());
      case Payee.Known(Alias alias) -> lookUp(payout, alias, pass);
    };
  }

  private Optional<Found> lookUp(Payout payout, Alias alias, Pass pass) {
    if (!share.take(now())) {
      pass.cut.set(true);
      return Optional.empty();
    }
    try {
      AccountId account = place.finder().find(register.payment(payout), alias);
      pass.found.incrementAndGet();
      return Optional.of(new Found.Account(payout.place(), account));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
      if (e.code() == ErrorCode.LOOKUP_QUOTA_REACHED) {
        pass.cut.set(true);
        return Optional.empty();
      }
      if (e.code() == ErrorCode.PAYEE_NOT_FOUND) {
        share.missed(now());
      }
      pass.last.accumulateAndGet(payout.place(), Math::max);
      if (RegisterRun.isForGood(e.problem()) || isLastTry(payout)) {
        pass.found.incrementAndGet();
        pass.misses.incrementAndGet();
        return Optional.of(new Found.Nobody(payout.place(), e.problem()));
      }
      return Optional.empty();
    }
  }

  private Instant now() {
    return place.clock().instant();
  }
}
