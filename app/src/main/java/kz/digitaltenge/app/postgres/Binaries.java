package kz.digitaltenge.app.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The server's programs, unpacked once a machine into a cache folder named by what is in it.
final class Binaries {
  private static final int NAME_BYTES = 8;
  private static final String FOLDER = "postgres-";

  private final Path folder;

  private Binaries(Path folder) {
    this.folder = folder;
  }

  /// Unpacks the programs for this machine unless the cache has them. Two processes may do so at
  /// once: each unpacks aside and the first to finish is kept.
  static Binaries unpacked(Path cache) throws IOException {
    byte[] archive = archive();
    Path folder = cache.resolve(FOLDER + digest(archive));
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(cache);
      Path aside = Files.createTempDirectory(cache, "unpacking-");
      unpack(archive, aside);
      keep(aside, folder);
    }
    return new Binaries(folder);
  }

  /// What is in them, as a short name.
  String version() {
    return folder.getFileName().toString().substring(FOLDER.length());
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(isWindows() ? name + ".exe" : name);
  }

  static boolean isWindows() {
    return system().equals("Windows");
  }

  static boolean isLinux() {
    return system().equals("Linux");
  }

  static void keep(Path aside, Path folder) throws IOException {
    try {
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // What says that another process was first differs from one system to the next.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      Folders.delete(aside);
    }
  }

  private static byte[] archive() throws IOException {
    try (InputStream packed =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), hardware())) {
      return packed.readAllBytes();
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("windows")) {
      return "Windows";
    }
    return name.contains("mac") ? "Darwin" : "Linux";
  }

  private static String hardware() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static String digest(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static void unpack(byte[] archive, Path into) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, into);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path file = into.resolve(entry.getName()).normalize();
    if (!file.startsWith(into)) {
      throw new IOException("The archive of the server leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, into.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(tar, file);
      if (entry.getName().contains("bin/") && !file.toFile().setExecutable(true, false)) {
        throw new IOException("The program " + file + " cannot be made executable");
      }
    }
  }
}
