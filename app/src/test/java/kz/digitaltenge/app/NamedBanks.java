package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What [ApiCommandTest] does with banks' names.
record NamedBanks(Command dt) {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("api", "GET", "/v1/status"),
          List.of("request", "list"),
          List.of("standing", "list"),
          List.of("register", "list"),
          List.of("limits"),
          List.of("keys", "answering"));

  void areFoundByBothNames() {
    for (String name : List.of("HSBKKZKX", "hsbkkzkx", " 601 ")) {
      Command.Result status = dt.run("api", "GET", "/v1/status", "--bank", name, "--as", "601");
      assertThat(status.exit()).as(status.out() + status.err()).isZero();
      assertThat(status.json().get("node").asString()).as(status.err()).isEqualTo("HSBKKZKX");
    }
    for (List<String> command : COMMANDS) {
      assertThat(at("856", command).exit()).as("%s", command).isZero();
      // The central bank has no gateway.
      for (String nobody : List.of("XXXXKZKX", "602", "", "NBRKKZKX", "125")) {
        refused(at(nobody, command));
      }
    }
    refused(dt.run("api", "GET", "/v1/status", "--bank", "601", "--as", "602"));
    assertThat(dt.run("core-banking", "--of", "601").exit()).isZero();
    refused(dt.run("core-banking", "--of", "125"));
    assertThat(dt.run("core-banking", "--deposit", "1", "--bank", "601").exit()).isZero();
    refused(dt.run("core-banking", "--deposit", "1"));
  }

  private Command.Result at(String bank, List<String> command) {
    String[] words = command.toArray(new String[command.size() + 2]);
    words[command.size()] = "--bank";
    words[command.size() + 1] = bank;
    return dt.run(words);
  }

  private static void refused(Command.Result result) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("is not a bank of this network");
  }
}
