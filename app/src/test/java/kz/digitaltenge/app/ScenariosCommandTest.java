package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.ledger.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scenarios of the requirements, from an empty folder.
class ScenariosCommandTest {
  @TempDir private Path temporary = Path.of("");

  @Test
  void allPassFromAnEmptyFolderAndLeaveBooksThatAreInOrder() throws IOException, SQLException {
    var dt = new Command(temporary.resolve("network"));
    assertThat(dt.run("scenarios", "S99").err()).contains("S99 is none of S01, S02,");
    assertThat(dt.run("scenarios", "--lines", "0").err()).contains("--lines", "0 is not within 1");

    Command.Result played =
        dt.run("scenarios", "--json", "--port", String.valueOf(FreePorts.first()));

    assertThat(played.json())
        .hasSize(12)
        .allSatisfy(
            each ->
                assertThat(each.get("verdict").asString()).as(each.toString()).isEqualTo("passed"));
    assertThat(played.json())
        .filteredOn(each -> each.get("id").asString().equals("S07"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.get("evidence").toString())
                    .contains("240 different people", "10000 lines", "100000.00 KZT in all"));
    assertThat(played.exit()).isZero();
    assertThat(dt.run("audit").exit()).isZero();
    nobodyIsFoundButAtTheirBanks(new DataFolder(dt.data()));
  }

  /// Neither in what any process logged nor in any other file, nor with who serves nobody of them.
  private static void nobodyIsFoundButAtTheirBanks(DataFolder folder)
      throws IOException, SQLException {
    List<NodeId> serving = List.of(new NodeId("HSBKKZKX"), new NodeId("KCJBKZKX"));
    KnownPeople people = KnownPeople.read(folder, serving, List.of(new NodeId("NBRKKZKX")));

    // A person has a number and a phone.
    assertThat(people.all()).hasSizeGreaterThan(2 * 240).contains("Сценарийқызы", "ТОО Сценарий");
    assertThat(folder.log()).isDirectoryContaining(file -> file.toFile().length() > 0);
    assertThat(Traces.inFiles(folder.log(), people.all())).isEmpty();
    assertThat(people.elsewhere()).isEmpty();
    List<String> one =
        List.of("Сценарийқызы", "ТОО Сценарий", people.all().getFirst(), people.all().getLast());
    assertThat(Traces.inFiles(folder.root(), one)).isEmpty();
  }
}
