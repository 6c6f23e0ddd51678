package kz.digitaltenge.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.ledger.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A fresh start knows every place in which a network keeps something.
class FreshStartTest {
  @Test
  void everythingThatANetworkKeepsIsDeleted(@TempDir Path root) throws IOException {
    var folder = new DataFolder(root);
    for (Path place :
        List.of(
            folder.authority(),
            folder.participants(),
            folder.parameters(),
            folder.operator(),
            folder.operator(new NodeId("HSBKKZKX")),
            folder.node(new NodeId("HSBKKZKX")),
            folder.notary("notary-1"),
            folder.observer(),
            folder.postgres(),
            folder.log())) {
      Files.createDirectories(place);
    }
    for (String file : List.of("clock", "clock8812.new", "key-module", "key-module.new")) {
      Files.createFile(root.resolve(file));
    }

    FreshStart.empty(folder);

    assertThat(root).isDirectoryNotContaining(place -> !place.equals(folder.lock()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodes/HSBKKZKX",
        "notary/notary-1",
        "core-banking",
        "core-banking/HSBKKZKX",
        "id-centre"
      })
  void nothingIsDeletedUnderARunningRole(String role, @TempDir Path root) throws IOException {
    var folder = new DataFolder(root);
    Path place = Files.createDirectories(root.resolve(role));
    Path kept = Files.createFile(place.resolve("memory"));

    try (FolderLock _ = FolderLock.takeRole(folder, place)) {
      assertThat(folder.isInUse()).isTrue();
      assertThatThrownBy(() -> FreshStart.empty(folder))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_LOCKED));
    }

    assertThat(kept).exists();
    assertThat(folder.isInUse()).isFalse();
  }
}
