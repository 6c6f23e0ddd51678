package kz.digitaltenge.app.command;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.RoleFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs a member of the notary.
@Command(name = "notary", description = "Run a member of the notary.")
final class RunNotaryCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final LogOption log = new LogOption();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ObserveOption observe = new ObserveOption();

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "Its name in the network parameters; notary-1 when left out.")
  private String member = "notary-1";

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    return Foreground.run(
        console,
        log,
        folder,
        folder.notary(member),
        member,
        (parts, machine) -> {
          NotaryRole role =
              parts.start(
                  () -> NotaryRole.start(new RoleFiles(folder, machine).notary(member), machine));
          observe.member(() -> role.operations().status(), parts, machine);
          return role.failure();
        });
  }
}
