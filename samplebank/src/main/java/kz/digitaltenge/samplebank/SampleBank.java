package kz.digitaltenge.samplebank;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.CallFailedException;
import kz.digitaltenge.sdk.ClientSetting;
import kz.digitaltenge.sdk.Conversion;
import kz.digitaltenge.sdk.Customer;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.Events;
import kz.digitaltenge.sdk.Following;
import kz.digitaltenge.sdk.NotificationCheck;
import kz.digitaltenge.sdk.Payee;
import kz.digitaltenge.sdk.Payment;
import kz.digitaltenge.sdk.PaymentRequest;
import kz.digitaltenge.sdk.Tagged;
import kz.digitaltenge.sdk.Webhook;

/// A bank's program in one page: opens two customers, gives one of them digital tenge for money at
/// the bank, pays within the bank and to another bank, has one ask the other for money, is told of
/// all of it, and holds its own book against the bank's stream of events and balances.
///
///     ./dt sample-bank [FOLDER [CORE-ACCOUNT [PHONE]]]
///
/// Run it again: the customers are the same, the payments are new.
public final class SampleBank {
  private static final long PATIENCE_MILLIS = 60_000;

  /// Of payments six, two of them within the bank; of the conversion that it is done; of the
  /// request that it was sent and received, and at both ends that it was paid.
  private static final int ENTRIES = 11;

  private final BankClient bank;
  private final Book book;
  private final String run;
  private final InstantSource clock;
  private final PrintStream out;

  private SampleBank(BankClient bank, Book book, String run, InstantSource clock, PrintStream out) {
    this.bank = bank;
    this.book = book;
    this.run = run;
    this.clock = clock;
    this.out = out;
  }

  /// Exits with 0 when the books agree.
  public static void main(String[] words) throws Exception {
    if (List.of(words).contains("--help") || words.length > 3) {
      System.out.println("Usage: ./dt sample-bank [FOLDER [CORE-ACCOUNT [PHONE]]]");
      return;
    }
    Path folder =
        words.length > 0
            ? Path.of(words[0])
            : Path.of(System.getProperty("dt.home", "."), ".dt/sandbox/banks/HSBKKZKX");
    String coreAccount = words.length > 1 ? words[1] : "KZ97601CUSTOMER00001";
    String phone = words.length > 2 ? words[2] : "+77010009909";
    boolean agree;
    try {
      agree = day(folder, coreAccount, phone);
    } catch (CallFailedException e) {
      System.err.println(e.getMessage());
      agree = false;
    } catch (UncheckedIOException | IllegalArgumentException e) {
      System.err.println(folder + " is no bank's folder of a sandbox: " + e.getMessage());
      agree = false;
    }
    System.exit(agree ? 0 : 1);
  }

  private static boolean day(Path folder, String coreAccount, String phone)
      throws IOException, GeneralSecurityException, InterruptedException {
    InstantSource clock = InstantSource.system();
    var random = new SecureRandom();
    ClientSetting setting = ClientSetting.of(folder, clock, random);
    var check = new NotificationCheck(setting.bank(), setting.trust(), clock, random);
    var book = new Book();
    try (var client = new BankClient(setting);
        Receiver receiver = Receiver.start(folder, check, book::enter)) {
      var sample =
          new SampleBank(
              client, book, "sample-" + clock.instant().toEpochMilli(), clock, System.out);
      return sample.day(receiver, coreAccount, phone);
    }
  }

  private boolean day(Receiver receiver, String coreAccount, String phone)
      throws InterruptedException {
    String payer = open("sample-bank-1", "880305499154", "+77010009931", "Әлиева", "Дана");
    String payee = open("sample-bank-2", "910712399179", "+77010009932", "Болатов", "Серік");
    List<BigDecimal> before = List.of(total(payer), total(payee));
    String beginning = end();
    Webhook webhook = bank.webhooks().create(receiver.url(), Set.of(), beginning);
    try {
      convert(payer, coreAccount, new BigDecimal("100"));
      pay(new Payment.Order(run + "-a", payer, new Payee.ByAccount(payee), new BigDecimal("30")));
      payAcrossBanks(run + "-b", payer, new Payee.ByPhone(phone), new BigDecimal("12.34"));
      ask(run + "-c", payee, payer, new BigDecimal("5"));
      return reconcile(beginning, List.of(payer, payee), before);
    } finally {
      bank.webhooks().remove(webhook.id());
    }
  }

  private String open(String reference, String iin, String phone, String family, String given) {
    Customer customer =
        bank.customers()
            .open(
                new Customer.Person(
                    Customer.Terms.standard(reference),
                    iin,
                    phone,
                    LocalDate.parse("19" + iin.substring(0, 2) + dayOf(iin)),
                    family,
                    given,
                    ""));
    out.printf("Customer %s has account %s.%n", customer.reference(), customer.account());
    return customer.account();
  }

  /// Month and day of birth, as a date has them.
  private static String dayOf(String iin) {
    return "-" + iin.substring(2, 4) + "-" + iin.substring(4, 6);
  }

  private void convert(String account, String coreAccount, BigDecimal amount) {
    Conversion done =
        bank.conversions()
            .convert(
                new Conversion.Order(
                    run + "-in", Conversion.Direction.IN, account, coreAccount, amount));
    out.printf("Converted %s into digital tenge: %s.%n", done.amount(), done.state());
  }

  private void payAcrossBanks(String id, String payer, Payee.Alias alias, BigDecimal amount) {
    // The customer sees the name, agrees, and nobody else is paid.
    Payee.Found found = bank.payments().lookUp(id, alias);
    out.printf("The payee is %s at %s.%n", found.name(), found.bank());
    pay(new Payment.Order(id, payer, alias, amount, found.name()));
  }

  private void pay(Payment.Order order) {
    Payment paid = bank.payments().pay(order);
    out.printf("Payment %s of %s: %s.%n", paid.id(), order.amount(), paid.state());
  }

  /// The payer decides on what was read, and on nothing that became of it since.
  private void ask(String id, String payee, String payer, BigDecimal amount) {
    Instant end = clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    PaymentRequest asked =
        bank.paymentRequests()
            .ask(
                new PaymentRequest.Wish(
                    id, payee, new Payee.ByAccount(payer), amount, "Lunch", end));
    Tagged<PaymentRequest> shown = bank.paymentRequests().read(asked.payment());
    PaymentRequest decided = bank.paymentRequests().accept(shown);
    out.printf("Request %s of %s: %s.%n", asked.id(), amount, decided.state());
  }

  /// The stream of events says what happened; the book has to say the same, and so do balances.
  private boolean reconcile(String beginning, List<String> accounts, List<BigDecimal> before)
      throws InterruptedException {
    List<Event> happened = happened(beginning, accounts);
    List<Event> missing = book.missing(happened, PATIENCE_MILLIS);
    boolean agree = missing.isEmpty() && happened.size() == ENTRIES;
    out.printf("%d events, %d of them not told.%n", happened.size(), missing.size());
    for (int i = 0; i < accounts.size(); i++) {
      String account = accounts.get(i);
      BigDecimal expected = before.get(i).add(book.turnover(account));
      BigDecimal actual = total(account);
      boolean same = expected.compareTo(actual) == 0;
      agree &= same;
      out.printf(
          "%s: book %s, bank %s, %s.%n", account, expected, actual, same ? "agree" : "DIFFER");
    }
    out.println(agree ? "The books agree." : "THE BOOKS DIFFER.");
    return agree;
  }

  /// Follows the stream until all is there; what became of a request is told a moment after it did.
  private List<Event> happened(String beginning, List<String> accounts)
      throws InterruptedException {
    var all = new CopyOnWriteArrayList<Event>();
    var left = new CountDownLatch(ENTRIES);
    Following following =
        bank.events()
            .follow(
                beginning,
                event -> {
                  if (accounts.contains(event.account())) {
                    all.add(event);
                    left.countDown();
                  }
                });
    try (following) {
      if (left.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return List.copyOf(all);
      }
    }
    // Says why, if the bank said no or somebody else spoke in its name.
    following.await();
    return List.copyOf(all);
  }

  /// Where the stream ends now.
  private String end() {
    String next = Events.BEGINNING;
    while (true) {
      Events.Page page = bank.events().after(next, Duration.ZERO);
      if (page.events().isEmpty()) {
        return next;
      }
      next = page.next();
    }
  }

  private BigDecimal total(String account) {
    return bank.accounts().account(account).balances().stream()
        .map(balance -> balance.total())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
