package kz.digitaltenge.app.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.api.task.Entropy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stopped server with templates, which new servers are copies of: made once a machine for each
/// version, in the cache folder. What was interrupted is gone on with; what cannot be used is made
/// again, and meanwhile there is none.
final class TemplateCluster {
  private static final Logger LOG = LoggerFactory.getLogger(TemplateCluster.class);
  private static final String NAME = "cluster-";
  private static final long POLL_MILLIS = 50;
  private static final int TURN_POLLS_MAX = 2_400;

  private final Path cache;
  private final Binaries binaries;
  private final Templates templates;

  TemplateCluster(Path cache, Binaries binaries, Templates templates) {
    this.cache = cache;
    this.binaries = binaries;
    this.templates = templates;
  }

  /// Makes a data folder like another.
  interface Making {
    void by(Path other) throws IOException, InterruptedException;
  }

  /// Has a new server's data folder copied from this one.
  ///
  /// @return false when that could not be done, whatever was begun by it
  boolean copied(Entropy entropy, Consumer<String> progress, Making copy)
      throws InterruptedException {
    if (templates.makers().isEmpty()) {
      return false;
    }
    Optional<Path> kept = Optional.empty();
    try {
      kept = Optional.of(made(entropy, progress));
      copy.by(kept.get().resolve("data"));
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("Tables cannot be copied from {}; they are made one by one instead.", cache, e);
      kept.ifPresent(TemplateCluster::delete);
      return false;
    }
  }

  private Path made(Entropy entropy, Consumer<String> progress)
      throws IOException, InterruptedException {
    String name =
        "%s-%s-%08x"
            .formatted(binaries.version(), templates.version().get(), NewCluster.TERMS.hashCode());
    Path kept = cache.resolve(NAME + name);
    if (Files.isDirectory(kept)) {
      return kept;
    }
    progress.accept("Making the tables, once for this build and machine");
    try (FileChannel mine = FileChannel.open(cache.resolve(name + ".lock"), CREATE, WRITE)) {
      takeTurn(mine);
      if (!Files.isDirectory(kept)) {
        make(cache.resolve("making-" + name), kept, entropy);
      }
    }
    return kept;
  }

  /// One makes it, and others that start meanwhile wait for that; closing gives the turn away.
  private static void takeTurn(FileChannel mine) throws IOException, InterruptedException {
    for (int polls = 0; polls < TURN_POLLS_MAX; polls++) {
      try {
        if (mine.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException _) {
        // Another start of this process.
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("another process makes the tables and does not come to an end");
  }

  private void make(Path aside, Path kept, Entropy entropy) throws IOException {
    try (EmbeddedServer server =
        EmbeddedServer.start(aside, cache, EmbeddedServer.ANY_PORT, entropy, _ -> {})) {
      templates.makers().entrySet().parallelStream()
          .forEach(each -> each.getValue().accept(server.database(each.getKey())));
    }
    if (new PostmasterFile(aside.resolve("data")).runningServer().isPresent()) {
      throw new IOException("the server in %s did not stop".formatted(aside));
    }
    Binaries.keep(aside, kept);
  }

  private static void delete(Path kept) {
    try {
      Folders.delete(kept);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted; delete it by hand.", kept, e);
    }
  }
}
