package kz.digitaltenge.app.scenario;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.node.account.AccountId;

/// Who works for a company, and the register that pays them: the first line of each names them by
/// phone, IIN or account in turn, all further ones by account.
///
/// @param company its account
record Payroll(String company, List<Employee> employees, RegisterSize size) {
  static final int SALARY_TENGE = 10;

  private static final LocalDate BORN = LocalDate.of(1970, 1, 1);
  private static final int BIRTHDAYS = 9_000;

  /// A person, and how the register names her first.
  ///
  /// @param named the fields account, phone, iin and bin
  record Employee(Member bank, String account, String named) {}

  /// Opens everybody's account, every other one's with the payee's bank, the others' with the
  /// payer's.
  static Payroll hired(Stage stage, String company, RegisterSize size) {
    var employees = new ArrayList<Employee>();
    Map<String, String> file = Map.of();
    for (int i = 0; i < size.people(); i++) {
      Member bank = i % 2 == 0 ? stage.payeeBank() : stage.payerBank();
      file = file(stage, i);
      String account = TransferScenarios.opened(stage, bank, file);
      employees.add(
          new Employee(
              bank,
              account,
              switch (i % 3) {
                case 0 -> ",%s,,".formatted(file.get("phone"));
                case 1 -> ",,%s,".formatted(file.get("iin"));
                default -> byAccount(account);
              }));
    }
    Map<String, String> last = Map.of("phone", String.valueOf(file.get("phone")));
    Program program = stage.program(stage.payerBank());
    // Banks tell the ID centre of their customers in order.
    var _ = stage.awaitOk(() -> program.post("/v1/payees/lookup", stage.fresh("last"), last));
    return new Payroll(company, List.copyOf(employees), size);
  }

  private static Map<String, String> file(Stage stage, int number) {
    LocalDate born = BORN.plusDays(number % BIRTHDAYS);
    var file = new HashMap<>(OpeningScenarios.personFile(stage, "employee-" + number));
    file.put("birthDate", born.toString());
    file.put("iin", stage.people().iin(born));
    return file;
  }

  int totalTenge() {
    return size.lines() * SALARY_TENGE;
  }

  /// What comes to a bank's people.
  int tengeAt(Member bank) {
    return IntStream.range(0, employees.size())
        .filter(person -> employees.get(person).bank().equals(bank))
        .map(this::tengeOf)
        .sum();
  }

  /// Whom the line at a place from 1 pays.
  Employee employee(int place) {
    return employees.get((place - 1) % employees.size());
  }

  int tengeOf(int person) {
    return size.linesOf(person) * SALARY_TENGE;
  }

  private static String name(int line) {
    return "salary-" + line;
  }

  /// The register in CSV.
  String csv() {
    return csv(totalTenge());
  }

  /// The register as somebody wrote it who cannot add.
  String csv(int total) {
    return csv(total, named(size.lines() - 1));
  }

  /// The register with a last line that names an account which the payer's bank never opened.
  String withAStranger() {
    String bankCode = new AccountId(company).bankCode();
    return csv(totalTenge(), byAccount(AccountId.of(bankCode, "ZZ00000000000").value()));
  }

  /// @param last whom the last line names
  private String csv(int total, String last) {
    var text =
        new StringBuilder("payer,currency,count,total\n")
            .append("%s,KZT,%d,%d\n".formatted(company, size.lines(), total))
            .append("line,account,phone,iin,bin,amount,purpose\n");
    for (int line = 0; line < size.lines(); line++) {
      String named = line < size.lines() - 1 ? named(line) : last;
      text.append("%s,%s,%d,Жалақы\n".formatted(name(line), named, SALARY_TENGE));
    }
    return text.toString();
  }

  private String named(int line) {
    Employee employee = employee(line + 1);
    return line < employees.size() ? employee.named() : byAccount(employee.account());
  }

  private static String byAccount(String account) {
    return account + ",,,";
  }

  /// Asks each one's bank for the balance.
  ///
  /// @throws NotSoException when somebody has another sum than the lines come to
  void requirePaid(Stage stage) {
    for (int person = 0; person < employees.size(); person++) {
      Employee each = employees.get(person);
      stage.awaitBalance(each.bank(), each.account(), tengeOf(person) + ".00");
    }
  }
}
