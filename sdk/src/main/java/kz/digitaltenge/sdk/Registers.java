package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Optional;

/// Registers of payouts: handed in, followed, given up.
public final class Registers {
  private static final String ALL = "/v1/registers";
  private static final String ONE = "/v1/registers/{id}";

  private final Caller caller;

  Registers(Caller caller) {
    this.caller = caller;
  }

  /// Hands a register in; the same bytes again tell how it stands.
  ///
  /// @param id the register's for good, as of a payment
  /// @throws RefusedException whose problem names the lines that are wrong; nothing was kept
  public Register upload(String id, Register.Content content) {
    return caller.ask(
        Call.keyed(Target.of(ALL), id, content.type(), content.bytes()), Register.class);
  }

  public Register register(String id) {
    return caller.ask(Call.get(Target.of(ONE, id)), Register.class);
  }

  /// With its tag.
  public Tagged<Register> read(String id) {
    return caller.read(Call.get(Target.of(ONE, id)), Register.class);
  }

  /// All of them, the newest first.
  public Paged<Register> all() {
    return all(RegisterFilter.ALL);
  }

  /// Those that are looked for.
  public Paged<Register> all(RegisterFilter filter) {
    Target target = filter.on(Target.of(ALL));
    return new Paged<>(
        before -> {
          var page = caller.ask(Call.get(target.with("before", before)), RegistersPage.class);
          return new Paged.Page<>(page.registers(), page.next());
        });
  }

  record RegistersPage(List<Register> registers, Optional<String> next) {}

  /// Each line and what became of it.
  public Paged<Register.Line> lines(String id) {
    return lines(Target.of(ONE + "/lines", id));
  }

  /// Those in a state.
  public Paged<Register.Line> lines(String id, Register.LineState state) {
    return lines(Target.of(ONE + "/lines", id).with("state", state.name()));
  }

  private Paged<Register.Line> lines(Target target) {
    return new Paged<>(
        after -> {
          var page = caller.ask(Call.get(target.with("after", after)), LinesPage.class);
          return new Paged.Page<>(page.lines(), page.next());
        });
  }

  record LinesPage(List<Register.Line> lines, Optional<String> next) {}

  /// Gives up the lines that have not begun.
  public Register cancel(String id) {
    return caller.ask(Call.bare(Target.of(ONE + "/cancel", id)), Register.class);
  }

  /// Only if it is what was read.
  public Register cancel(Tagged<Register> read) {
    return caller.ask(
        Call.bare(Target.of(ONE + "/cancel", read.value().id())).when(read.tag()), Register.class);
  }
}
