package kz.digitaltenge.app.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.IdCentreRole;
import kz.digitaltenge.app.role.RoleFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs the ID centre.
@Command(
    name = "id-centre",
    description = "Run the ID centre, which knows which bank serves a phone, IIN or BIN.")
final class RunIdCentreCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final LogOption log = new LogOption();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ObserveOption observe = new ObserveOption();

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    return Foreground.run(
        console,
        log,
        folder,
        folder.idCentre(),
        "id-centre",
        (parts, machine) -> {
          IdCentreRole role =
              parts.start(
                  () ->
                      IdCentreRole.start(
                          new RoleFiles(folder, machine).idCentre(),
                          () -> RoleFiles.chain(folder),
                          machine));
          observe.part("ID centre", role::trouble, parts, machine);
          return new CompletableFuture<>();
        });
  }
}
