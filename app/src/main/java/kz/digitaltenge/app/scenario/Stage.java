package kz.digitaltenge.app.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.scenario.Commands.Printed;
import kz.digitaltenge.app.scenario.Program.Answer;
import kz.digitaltenge.ledger.NodeId;

/// Where scenarios are played: a running network with its gateways.
final class Stage implements AutoCloseable {
  private static final int TAG_BYTES = 6;
  private static final int OK = 200;
  private static final int TRIES_MAX = 150;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final DataFolder folder;
  private final Platform platform;
  private final Commands commands;
  private final Tasks tasks;
  private final Map<NodeId, Program> programs = new HashMap<>();
  private final Map<Integer, Program> officers = new HashMap<>();
  private final SyntheticPeople people;
  private final String tag;

  /// @param random names and numbers come of it, so that none was used before
  Stage(
      DataFolder folder,
      Platform platform,
      Commands commands,
      Tasks tasks,
      RandomGenerator random) {
    this.folder = folder;
    this.platform = platform;
    this.commands = commands;
    this.tasks = tasks;
    this.people = new SyntheticPeople(random);
    byte[] bytes = new byte[TAG_BYTES];
    random.nextBytes(bytes);
    this.tag = HexFormat.of().formatHex(bytes);
  }

  Commands commands() {
    return commands;
  }

  SyntheticPeople people() {
    return people;
  }

  /// A name that is this run's own.
  String fresh(String what) {
    return "%s-%s".formatted(what, tag);
  }

  /// The bank that pays.
  Member payerBank() {
    return bank(0);
  }

  /// The bank that is paid.
  Member payeeBank() {
    return bank(1);
  }

  private Member bank(int place) {
    List<Member> banks = platform.banks();
    if (place >= banks.size()) {
      throw new NotSoException("The network has %d banks, too few".formatted(banks.size()));
    }
    return banks.get(place);
  }

  Program program(Member bank) {
    return programs.computeIfAbsent(bank.node(), node -> Program.of(folder, node));
  }

  /// An officer of the central bank, at the central bank's gateway.
  Program officer(int number) {
    return officers.computeIfAbsent(
        number,
        _ ->
            Program.ofOfficer(
                folder, platform.members().getFirst().node(), NodeKeys.officer(number)));
  }

  /// Has the central bank issue to a bank against its core banking system.
  Printed issue(Member bank, String amount, String id) {
    Printed issued =
        commands.run("issue", "--bank", bank.node().value(), amount, "--id", id).expectDone();
    if (!issued.text("progress").equals("DONE")) {
      throw new NotSoException("%s stands at %s".formatted(issued.asked(), issued.json()));
    }
    return issued;
  }

  /// Gives an account money out of its bank's stock, which the central bank issues before.
  void fund(Member bank, String account, String amount) {
    String name = fresh("fund-" + account);
    var _ = issue(bank, amount, name);
    Map<String, String> order =
        Map.of("payer", bank.stockAccount(), "payee", account, "amount", amount, "currency", "KZT");
    var _ = awaitOk(() -> program(bank).post("/v1/payments", name, order));
  }

  /// Asks until it is done: what was just told to others takes a moment to come to them.
  Answer awaitOk(Supplier<Answer> question) {
    return await(question, answer -> answer.status() == OK).expect(OK);
  }

  /// Waits until an account can spend as much and no other sum.
  void awaitBalance(Member bank, String account, String amount) {
    Answer last =
        await(
            () -> program(bank).get("/v1/accounts/" + account).expect(OK),
            answer -> available(answer).equals(amount));
    if (!available(last).equals(amount)) {
      throw new NotSoException("%s has %s and not %s".formatted(account, available(last), amount));
    }
  }

  private static String available(Answer account) {
    return account.body().path("balances").path(0).path("available").asString("0.00");
  }

  /// Asks until it is so, half a minute and more; the last answer.
  Answer await(Supplier<Answer> question, Predicate<Answer> isIt) {
    Answer answer = question.get();
    for (int tries = 1; tries < TRIES_MAX && !isIt.test(answer); tries++) {
      tasks.sleep(PAUSE);
      answer = question.get();
    }
    return answer;
  }

  @Override
  public void close() {
    programs.values().forEach(Program::close);
    officers.values().forEach(Program::close);
  }
}
