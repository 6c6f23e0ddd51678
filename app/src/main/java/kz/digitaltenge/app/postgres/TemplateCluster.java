package kz.digitaltenge.app.postgres;

import java.io.IOException;
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

  private Path made(Entropy entropy, Consumer<String> progress) throws IOException {
    String name =
        "%s-%s-%08x"
            .formatted(binaries.version(), templates.version().get(), NewCluster.TERMS.hashCode());
    Path kept = cache.resolve(NAME + name);
    if (!Files.isDirectory(kept)) {
      progress.accept("Making the tables, once for this build and machine");
      Path aside = cache.resolve("making-" + name);
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
    return kept;
  }

  private static void delete(Path kept) {
    try {
      Folders.delete(kept);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted; delete it by hand.", kept, e);
    }
  }
}
