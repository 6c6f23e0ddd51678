package kz.digitaltenge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A mistake that is easy to make, made in a class of production for the time of a test.
///
/// How it works: the class's source is read, the lines `before` become `after`, the result is
/// compiled in memory, and a class loader of its own loads everything of ours anew, this class
/// changed. Nothing of it is in the code that ships, not even a switch.
///
/// @param name what the mistake is
/// @param module whose source it is in
/// @param type the class, with its package below `kz.digitaltenge`
/// @param before lines of its source, which must be there exactly once; white space does not count
record PlantedBug(String name, String module, String type, String before, String after) {
  private static final String ROOT = "kz.digitaltenge.";

  /// Plays seeds from `first` on until one of them finds it.
  ///
  /// @return the seed and the promise that was broken, or nothing within `seeds`
  Optional<Found> hunt(long first, long seeds, long steps) {
    try (var loader = new Loader(compiled())) {
      var play =
          loader.loadClass(ROOT + "simulation.Simulator").getMethod("play", long.class, long.class);
      for (long seed = first; seed < first + seeds; seed++) {
        Object report = play.invoke(null, seed, steps);
        var violation = (Optional<?>) report.getClass().getMethod("violation").invoke(report);
        if (violation.isPresent()) {
          Object broken = violation.get();
          Object invariant = broken.getClass().getMethod("invariant").invoke(broken);
          return Optional.of(new Found(seed, invariant.toString()));
        }
      }
      return Optional.empty();
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("'" + name + "' cannot be played", e);
    }
  }

  /// Which seed broke which promise.
  record Found(long seed, String invariant) {}

  private Map<String, byte[]> compiled() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
      var memory = new Memory(files);
      var source = new Source(type, changedSource());
      List<String> options = List.of("-proc:none", "-nowarn", "-Xlint:none", "--release", "25");
      boolean done = compiler.getTask(null, memory, null, options, null, List.of(source)).call();
      assertThat(done).as("'%s' compiles", name).isTrue();
      return memory.bytes();
    }
  }

  private String changedSource() throws IOException {
    Path file =
        Path.of("..", module, "src", "main", "java", (ROOT + type).replace('.', '/') + ".java");
    Matcher lines = pattern().matcher(Files.readString(file));
    assertThat(lines.results().count())
        .as("%s has these lines once, so that '%s' can be planted:%n%s", file, name, before)
        .isEqualTo(1);
    return lines.reset().replaceFirst(Matcher.quoteReplacement(after));
  }

  /// The lines, however they are broken and indented.
  private Pattern pattern() {
    return Pattern.compile(
        Stream.of(before.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+")));
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String type, String text) {
      super(URI.create("memory:///" + (ROOT + type).replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /// Keeps what the compiler writes.
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return written.computeIfAbsent(className, _ -> new ByteArrayOutputStream());
        }
      };
    }

    Map<String, byte[]> bytes() {
      var bytes = new HashMap<String, byte[]>();
      written.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
      return bytes;
    }
  }

  /// Loads everything of ours anew; the rest is shared.
  private static final class Loader extends ClassLoader implements AutoCloseable {
    private final Map<String, byte[]> changed;

    Loader(Map<String, byte[]> changed) {
      super(Loader.class.getClassLoader());
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ROOT)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      byte[] bytes = changed.get(name);
      if (bytes == null) {
        bytes = original(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      changed.clear();
    }
  }
}
