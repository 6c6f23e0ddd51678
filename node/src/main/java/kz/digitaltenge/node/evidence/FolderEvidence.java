package kz.digitaltenge.node.evidence;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.evidence.Culprit;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.EvidenceFile;
import kz.digitaltenge.ledger.evidence.Judgement;

/// Keeps evidence as files of a folder, each ready to be handed to a third party.
///
/// A file is named after the node or the notary's member that it names and the hash of what it
/// shows, so the same again is the same file. There are at most [#FILES_EACH_MAX] against each, the
/// first ones: more of the same would show nothing new, and nobody can push out what is there.
public final class FolderEvidence implements EvidenceBook {
  /// Files against one node or member.
  public static final int FILES_EACH_MAX = 100;

  /// The end of a file's name.
  public static final String SUFFIX = ".evidence";

  private static final System.Logger LOG = System.getLogger(FolderEvidence.class.getName());
  private static final String UNFINISHED = ".part";
  private static final int HASH_DIGITS = 16;

  private final Path folder;
  private final String keeper;
  private final Supplier<List<SignedParameters>> chain;
  private final SignatureVerifier verifier;
  private final InstantSource clock;
  // Guarded by this.
  private final Set<String> names = new HashSet<>();

  private FolderEvidence(
      Path folder,
      String keeper,
      Supplier<List<SignedParameters>> chain,
      SignatureVerifier verifier,
      InstantSource clock) {
    this.folder = folder;
    this.keeper = keeper;
    this.chain = chain;
    this.verifier = verifier;
    this.clock = clock;
  }

  /// Goes on with what is in the folder; makes it when the first evidence is found.
  ///
  /// @param keeper a node's id or the name of whoever else keeps it
  /// @param chain the network parameters adopted so far, from the genesis on
  public static FolderEvidence open(
      Path folder,
      String keeper,
      Supplier<List<SignedParameters>> chain,
      SignatureVerifier verifier,
      InstantSource clock) {
    var book = new FolderEvidence(folder, keeper, chain, verifier, clock);
    files(folder).forEach(file -> book.names.add(file.getFileName().toString()));
    return book;
  }

  /// The evidence in a folder, by name; none when there is no such folder.
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      LOG.log(WARNING, "The evidence in " + folder + " cannot be listed", e);
      return List.of();
    }
  }

  @Override
  public void found(NodeId suspect, Supplier<Evidence> evidence) {
    found(new Culprit.Node(suspect), evidence);
  }

  /// The same against whom it may be.
  public synchronized void found(Culprit suspect, Supplier<Evidence> evidence) {
    if (count(suspect) >= FILES_EACH_MAX) {
      return;
    }
    try {
      keep(evidence.get());
    } catch (IOException | RuntimeException e) {
      LOG.log(WARNING, "Evidence against " + suspect + " could not be kept", e);
    }
  }

  private void keep(Evidence evidence) throws IOException {
    var file =
        new EvidenceFile(
            chain.get(), keeper, clock.instant().truncatedTo(ChronoUnit.MILLIS), evidence);
    switch (file.judge(verifier)) {
      case Judgement.NotProved not ->
          LOG.log(INFO, () -> "What looked like evidence proves nothing: " + not.why());
      case Judgement.Proved proved -> {
        String name = name(proved.culprit(), evidence);
        if (count(proved.culprit()) < FILES_EACH_MAX && names.add(name)) {
          LOG.log(
              ERROR,
              () ->
                  "ALARM: %s %s: %s; evidence in %s"
                      .formatted(proved.culprit(), proved.breach(), proved.what(), name));
          write(name, file.encode());
        }
      }
    }
  }

  private long count(Culprit culprit) {
    int length = culprit.name().length() + 1 + HASH_DIGITS + SUFFIX.length();
    return names.stream()
        .filter(name -> name.length() == length && name.startsWith(culprit.name() + "-"))
        .count();
  }

  /// The name of the file in which evidence is kept.
  public static String name(Culprit culprit, Evidence evidence) {
    Hash hash = Hash.sha256(Encoding.encode(evidence, Evidence::writeTo));
    return culprit.name() + "-" + hash.hex().substring(0, HASH_DIGITS) + SUFFIX;
  }

  /// Whole or not at all.
  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(name + UNFINISHED);
    try (FileChannel out = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(unfinished, folder.resolve(name), ATOMIC_MOVE);
  }
}
