package kz.digitaltenge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.app.RolesApart.CENTER_CREDIT;
import static kz.digitaltenge.app.RolesApart.HALYK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.app.api.BankDoor;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.BankConversion;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.IdentityNumber.NotANumberException;
import kz.digitaltenge.node.customer.Iin;
import tools.jackson.databind.JsonNode;

/// What a bank does while processes die: it converts with the central bank both ways, its customers
/// convert both ways, a company pays registers. Everything is ordered again under the same name, as
/// patient programs do, until it has ended.
final class ConversionLoad implements AutoCloseable {
  static final int ISSUED = 200;
  static final int REDEEMED = 30;
  static final int CONVERTED_IN = 7;
  static final int CONVERTED_OUT = 3;
  static final int LINES = 150;

  /// What the customer and the company have at first.
  static final int FUNDS = 100_000;

  private static final String KZT = "KZT";
  private static final String REGISTERS = "/v1/registers";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final BankDoor bank;
  private final BankDoor otherBank;
  private final Platform platform;
  private final BankConversion treasury;
  private final String customer;
  private final String company;
  private final List<Payee> payees = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> loops = new ArrayList<>();
  private final Map<Kind, Integer> ended = new ConcurrentSkipListMap<>();
  private volatile boolean isEnding;

  /// What is ordered, by the beginning of its name.
  enum Kind {
    ISSUE,
    REDEEM,
    IN,
    OUT,
    REGISTER
  }

  /// Whom registers pay.
  record Payee(NodeId bank, String account, String phone) {}

  ConversionLoad(RolesApart network) {
    this.bank = BankDoor.of(network.folder(), HALYK, "");
    this.otherBank = BankDoor.of(network.folder(), CENTER_CREDIT, "");
    this.platform = RemotePlatform.running(network.folder());
    this.treasury = Officers.conversion(platform, platform.banks().getFirst(), 1);
    assertThat(treasury.bank().node()).isEqualTo(HALYK);
    issue("before", 2 * FUNDS + 10_000);
    this.customer = account(bank, "Converter");
    this.company = account(bank, "Employer");
    for (String each : List.of(customer, company)) {
      String stock = treasury.bank().stockAccount();
      Map<String, String> funds =
          Map.of("payer", stock, "payee", each, "amount", text(FUNDS), "currency", KZT);
      until("fund", "FINAL", () -> bank.post("/v1/payments", "fund-" + each, funds));
    }
    for (int person = 0; person < 4; person++) {
      payees.add(person(person));
    }
  }

  /// Everything at once, one after the other of each kind, until it is finished.
  void start() {
    for (Kind kind : Kind.values()) {
      loops.add(
          threads.submit(
              () -> {
                for (int number = 1; !isEnding; number++) {
                  carryOut(kind, "load-%d".formatted(number));
                  pause();
                }
              }));
    }
  }

  /// Ends what is under way, and begins nothing more.
  void finish() throws InterruptedException {
    isEnding = true;
    for (Future<?> each : loops) {
      await(each);
    }
    loops.clear();
  }

  /// Carries one out beside the caller.
  Future<?> begin(Kind kind, String name) {
    return threads.submit(() -> carryOut(kind, name));
  }

  static void await(Future<?> work) throws InterruptedException {
    try {
      work.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /// How many have ended.
  int ended() {
    return ended.values().stream().mapToInt(Integer::intValue).sum();
  }

  int ended(Kind kind) {
    return ended.getOrDefault(kind, 0);
  }

  Map<Kind, Integer> each() {
    return new TreeMap<>(ended);
  }

  BankDoor bank() {
    return bank;
  }

  BankDoor door(NodeId of) {
    return of.equals(HALYK) ? bank : otherBank;
  }

  String customer() {
    return customer;
  }

  String company() {
    return company;
  }

  List<Payee> payees() {
    return payees;
  }

  @Override
  public void close() {
    isEnding = true;
    threads.shutdownNow();
    platform.close();
    bank.close();
    otherBank.close();
  }

  private void carryOut(Kind kind, String name) {
    switch (kind) {
      case ISSUE -> issue(name, ISSUED);
      case REDEEM ->
          ends(name, () -> treasury.redeem("redeem-" + name, text(REDEEMED), KZT), "REDEEMED");
      case IN -> convert("IN", CONVERTED_IN, name);
      case OUT -> convert("OUT", CONVERTED_OUT, name);
      case REGISTER -> pay("register-" + name);
    }
    var _ = ended.merge(kind, 1, Integer::sum);
  }

  private void issue(String name, int amount) {
    ends(name, () -> treasury.issue("issue-" + name, text(amount), KZT), "ISSUED");
  }

  private static void ends(String name, Supplier<ConversionLine> order, String end) {
    patiently(
        name,
        told -> {
          ConversionLine line = order.get();
          told.accept(line.stage() + ", " + line.note());
          return line.stage().equals(end);
        });
  }

  private void convert(String direction, int amount, String name) {
    Map<String, String> order =
        Map.of(
            "direction",
            direction,
            "account",
            customer,
            "coreAccount",
            AccountId.of(treasury.bank().bankCode(), "CUSTOMER00001").value(),
            "amount",
            text(amount),
            "currency",
            KZT);
    String id = "%s-%s".formatted(direction, name);
    until(id, "CONVERTED", () -> bank.post("/v1/conversions", id, order));
  }

  /// Two of each four lines are at the other bank, and the first of them by phone.
  private void pay(String id) {
    String lines =
        IntStream.range(0, LINES)
            .mapToObj(line -> "%d,%s,1".formatted(line, named(line)))
            .collect(Collectors.joining("\n"));
    byte[] register =
        "payer,currency,count,total\n%s,KZT,%d,%d\nline,account,phone,amount\n%s\n"
            .formatted(company, LINES, LINES, lines)
            .getBytes(UTF_8);
    patiently(
        id,
        told -> {
          BankDoor.Answer answer = bank.post(REGISTERS, "text/csv", id, register);
          told.accept(answer.toString());
          return answer.isDone();
        });
    until(id, "DONE", () -> bank.get(REGISTERS + "/" + id));
  }

  private String named(int line) {
    Payee payee = payees.get(line % payees.size());
    return line < payees.size() ? "," + payee.phone() : payee.account() + ",";
  }

  private static void until(String id, String state, Supplier<BankDoor.Answer> order) {
    patiently(
        id,
        told -> {
          BankDoor.Answer answer = order.get();
          told.accept(answer.toString());
          return answer.text("state").equals(state);
        });
  }

  /// Tries again whatever went wrong, and tells at last what was heard.
  private static void patiently(String id, Try attempt) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var heard = new String[] {""};
    while (true) {
      try {
        if (attempt.isDone(said -> heard[0] = said)) {
          return;
        }
      } catch (PlatformException e) {
        heard[0] = e.problem().message();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("%s has not ended: %s".formatted(id, heard[0]));
      }
      pause();
    }
  }

  /// One attempt, which tells what it was answered.
  @FunctionalInterface
  private interface Try {
    boolean isDone(Consumer<String> told);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String account(BankDoor at, String name) {
    BankDoor.Answer opened = at.post("/v1/accounts", "", Map.of("reference", name, "name", name));
    assertThat(opened.isDone()).as(opened.toString()).isTrue();
    return opened.text("number");
  }

  private Payee person(int number) {
    NodeId at = number % 2 == 0 ? CENTER_CREDIT : HALYK;
    Map<String, String> file =
        Map.of(
            "kind", "PERSON",
            "reference", "worker-" + number,
            "iin", iin(number),
            "phone", "+7701999100" + number,
            "birthDate", "1993-04-17",
            "familyName", "Жұмысшыұлы",
            "givenName", "Арман");
    BankDoor.Answer opened = door(at).post("/v1/customers", "", file);
    JsonNode account = opened.body().path("account");
    assertThat(account.isMissingNode()).as(opened.toString()).isFalse();
    return new Payee(at, account.asString(), "+7701999100" + number);
  }

  /// Of somebody born on that day; some serial numbers have no check digit.
  private static String iin(int number) {
    return IntStream.iterate(number, serial -> serial + 10)
        .mapToObj(serial -> "9304173%04d".formatted(serial))
        .flatMap(begun -> IntStream.rangeClosed(0, 9).mapToObj(digit -> begun + digit))
        .filter(ConversionLoad::isIssued)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isIssued(String digits) {
    try {
      return new Iin(digits).value().equals(digits);
    } catch (NotANumberException _) {
      return false;
    }
  }

  private static String text(int tenge) {
    return String.valueOf(tenge);
  }
}
