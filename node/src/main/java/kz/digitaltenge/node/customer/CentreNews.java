package kz.digitaltenge.node.customer;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.node.customer.PayeeBook.GivenUp;
import kz.digitaltenge.node.customer.PayeeBook.Unclaimed;

/// Tells the ID centre whom the bank serves and no longer serves. Thread-safe.
final class CentreNews {
  private static final System.Logger LOG = System.getLogger(CentreNews.class.getName());

  /// Whoever opens a customer waits this long for the centre at most.
  private static final Duration TELLING_TIMEOUT = Duration.ofSeconds(3);

  private static final int CLAIMS_AT_ONCE = 100;

  private final Customers.Place place;
  private final Customers.Identity identity;
  private final CustomerBook book;
  private final PayeeSecrets secrets;
  private final Predicate<Alias> isServed;
  private final ReentrantLock telling = new ReentrantLock();
  private volatile boolean isLeftToTell = true;

  /// Whoever tells holds the lock.
  private final RefusedClaims refused = new RefusedClaims();

  /// What kept the centre from being told, as last seen; whoever tells holds the lock.
  private Optional<ErrorCode> inTheWay = Optional.empty();

  /// @param isServed whether a customer of the bank has it now
  CentreNews(
      Customers.Place place,
      Customers.Identity identity,
      CustomerBook book,
      PayeeSecrets secrets,
      Predicate<Alias> isServed) {
    this.place = place;
    this.identity = identity;
    this.book = book;
    this.secrets = secrets;
    this.isServed = isServed;
  }

  /// Tells what is new.
  void tell() {
    isLeftToTell = true;
    tellAgain();
  }

  /// Tells what could not be told before.
  void tellAgain() {
    // Whoever tells now sees what was left when it looks again.
    if (isLeftToTell && telling.tryLock()) {
      try {
        tellAll();
      } finally {
        telling.unlock();
      }
    }
  }

  private void tellAll() {
    boolean isGoingOn = true;
    while (isLeftToTell && isGoingOn) {
      isLeftToTell = false;
      try {
        tellGivenUp();
        isGoingOn = isAnyToldOrNoneLeft();
      } catch (PlatformException e) {
        isLeftToTell = true;
        if (e.code() == ErrorCode.STOPPING) {
          throw e;
        }
        isInTheWay(e.problem());
        return;
      }
    }
    if (!isLeftToTell) {
      inTheWay = Optional.empty();
    }
  }

  private void isInTheWay(Problem why) {
    // Each second the same is not news.
    if (!inTheWay.equals(Optional.of(why.code()))) {
      LOG.log(WARNING, () -> "The ID centre is told later: " + why.forLog());
    }
    inTheWay = Optional.of(why.code());
  }

  /// Before all else: nothing forbids that.
  private void tellGivenUp() {
    List<GivenUp> phones = identity.book().givenUp(CLAIMS_AT_ONCE);
    for (GivenUp each : phones) {
      withdraw(new Alias(Alias.Kind.PHONE, each.phone().value()));
      identity.book().forget(each);
    }
    if (phones.size() == CLAIMS_AT_ONCE) {
      isLeftToTell = true;
    }
  }

  /// Who is refused holds up nobody else.
  ///
  /// @return whether to look again at once for who is left
  private boolean isAnyToldOrNoneLeft() {
    Instant now = place.clock().instant();
    int most = CLAIMS_AT_ONCE + refused.size(now);
    List<Unclaimed> customers = identity.book().unclaimed(most);
    int told = 0;
    for (Unclaimed each : customers) {
      if (!refused.isPausing(each, now) && isTold(each, now)) {
        told++;
      }
    }
    if (told < customers.size() || customers.size() == most) {
      isLeftToTell = true;
    }
    return told > 0 || customers.isEmpty();
  }

  private boolean isTold(Unclaimed unclaimed, Instant now) {
    try {
      tell(unclaimed);
      return true;
    } catch (PlatformException e) {
      if (!RefusedClaims.isRefusal(e.code())) {
        throw e;
      }
      refused.note(unclaimed, e.problem(), now);
      isInTheWay(e.problem());
      return false;
    }
  }

  private void tell(Unclaimed unclaimed) {
    Customer customer = book.find(unclaimed.reference()).orElseThrow();
    for (Alias alias : aliases(customer)) {
      if (unclaimed.isClosed()) {
        withdraw(alias);
      } else {
        AliasTag tag = secrets.tag(alias);
        told(
            switch (customer.file().serving()) {
              case IN_LINE -> identity.centre().claim(tag);
              case OTHERS_FIRST -> identity.centre().standBehind(tag);
            });
      }
    }
    identity.book().claimed(unclaimed, customer);
  }

  /// Whoever has the number now at this bank keeps it.
  private void withdraw(Alias alias) {
    if (!isServed.test(alias)) {
      told(identity.centre().withdraw(secrets.tag(alias)));
    }
  }

  private void told(CompletableFuture<Boolean> word) {
    var _ = place.tasks().await(word, TELLING_TIMEOUT);
  }

  private static List<Alias> aliases(Customer customer) {
    Alias.Kind kind =
        switch (customer) {
          case Customer.Person _ -> Alias.Kind.IIN;
          case Customer.Company _ -> Alias.Kind.BIN;
        };
    return Stream.concat(
            Stream.of(new Alias(kind, customer.number().value())),
            customer.file().phone().stream()
                .map(phone -> new Alias(Alias.Kind.PHONE, phone.value())))
        .toList();
  }
}
