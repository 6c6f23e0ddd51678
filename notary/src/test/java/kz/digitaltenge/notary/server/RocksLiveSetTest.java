package kz.digitaltenge.notary.server;

import java.nio.file.Path;
import kz.digitaltenge.notary.core.LiveSet;
import kz.digitaltenge.notary.core.LiveSetConformance;
import org.junit.jupiter.api.io.TempDir;

class RocksLiveSetTest extends LiveSetConformance {

  @TempDir Path folder;

  @Override
  protected LiveSet fresh() {
    return RocksLiveSet.open(folder.resolve("state"));
  }
}
