package kz.digitaltenge.trust.signed;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.journal.JournalRecord;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.stamp.TimeStamps;

/// Every accepted message with what proves it: the certificates, and the answers about their status
/// that were relied on. Append-only, chained by hashes over all its files, one process at a time.
///
/// A file holds everything that its messages refer to, so each can be verified by itself. Bodies
/// are not in it, only their hashes: they may be personal data, and whoever needs the proof has the
/// body.
///
/// A message that was received is on disk before anything is done for it. What the platform itself
/// sends is written before it goes out, so that the end of the process loses none, and is on disk
/// with the next message, or by [#flush()]: who received it has it too, and what it tells of is on
/// disk elsewhere already.
public final class EvidenceLog implements AutoCloseable {
  static final String SUFFIX = ".signed";
  private static final long FILE_SIZE_MAX_BYTES = 64L * 1024 * 1024;
  private static final int NAME_DIGITS = 12;

  private final Path folder;
  private final long fileSizeMaxBytes;
  private final UnaryOperator<FileChannel> disk;

  @GuardedBy("this")
  private Journal journal;

  @GuardedBy("this")
  private EvidenceContents kept;

  /// Whether the next file was begun and could not be gone over to: it is to follow what this one
  /// ends in now, so nothing more goes into this one.
  @GuardedBy("this")
  private boolean isLeft;

  /// The last of what was sent, until it is surely on disk.
  @GuardedBy("this")
  private Optional<Journal.Written> unforced = Optional.empty();

  /// The place after the newest stamp, when nothing came in between.
  private volatile long stampedTo;

  private EvidenceLog(
      Path folder,
      long fileSizeMaxBytes,
      UnaryOperator<FileChannel> disk,
      Journal journal,
      EvidenceContents kept) {
    this.folder = folder;
    this.fileSizeMaxBytes = fileSizeMaxBytes;
    this.disk = disk;
    this.journal = journal;
    this.kept = kept;
  }

  /// Opens the log of a folder, or begins it.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED` when another process has it,
  ///   `DATA_FOLDER_CORRUPT`, `STORAGE_FAILED` or `DISK_FULL`
  public static EvidenceLog open(Path folder) {
    return open(folder, FILE_SIZE_MAX_BYTES);
  }

  /// The same with files of about another size.
  public static EvidenceLog open(Path folder, long fileSizeMaxBytes) {
    return open(folder, fileSizeMaxBytes, UnaryOperator.identity());
  }

  /// The same over a disk that may fail.
  static EvidenceLog open(Path folder, long fileSizeMaxBytes, UnaryOperator<FileChannel> disk) {
    KeyFiles.makeFolder(folder);
    List<Path> files = files(folder);
    Path newest = files.isEmpty() ? file(folder, 0) : files.getLast();
    var contents = new EvidenceContents();
    var journal = opened(newest, JournalPlace.BEGINNING, contents, disk);
    return new EvidenceLog(folder, fileSizeMaxBytes, disk, journal, contents);
  }

  /// The files of a log, the oldest first.
  public static List<Path> files(Path folder) {
    String[] names = folder.toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .filter(name -> name.endsWith(SUFFIX))
        .sorted()
        .map(folder::resolve)
        .toList();
  }

  /// Keeps a message; returns its position once the disk has it.
  long keep(
      Instant at,
      DetachedSignature signature,
      Bytes description,
      CertificateChain chain,
      List<Bytes> answers) {
    Journal written;
    Journal.Written last;
    synchronized (this) {
      rollIfFull();
      var message =
          new KeptRecord.Message(
              at, signature.text(), description, certificates(chain), artefacts(answers));
      written = journal;
      last = journal.append(message.encode());
      kept.passed(at);
    }
    written.force(last);
    return last.position();
  }

  /// Keeps what is about to be sent; returns its position when it is written.
  long keepSent(
      Instant at,
      KeptRecord.About about,
      String signature,
      Bytes description,
      CertificateChain chain,
      List<Bytes> answers) {
    synchronized (this) {
      rollIfFull();
      var sent =
          new KeptRecord.Sent(
              at, about, signature, description, certificates(chain), artefacts(answers));
      return written(sent, at);
    }
  }

  /// Keeps what came of something that was sent.
  synchronized void keep(KeptRecord.Outcome outcome) {
    rollIfFull();
    var _ = written(outcome, outcome.cameOf().at());
  }

  @GuardedBy("this")
  private long written(KeptRecord record, Instant at) {
    Journal.Written last = journal.append(record.encode());
    unforced = Optional.of(last);
    kept.passed(at);
    return last.position();
  }

  /// Returns once the disk has everything that was sent.
  ///
  /// @throws PlatformException `STORAGE_FAILED` when it cannot have it
  public void flush() {
    Journal current;
    Optional<Journal.Written> last;
    synchronized (this) {
      current = journal;
      last = unforced;
    }
    if (last.isPresent()) {
      current.force(last.get());
      synchronized (this) {
        if (unforced.equals(last)) {
          unforced = Optional.empty();
        }
      }
    }
  }

  /// What was kept of notifications after a position.
  ///
  /// @param webhook only those for one
  public KeptNotifications.Page notifications(long after, int limit, Predicate<String> webhook) {
    return new KeptNotifications(files(folder), webhook).after(after, limit);
  }

  /// Has a time stamp put under everything that is kept so far, unless nothing came since the last
  /// one. One thread calls; nobody who keeps a message waits for the authority.
  ///
  /// @param roots SHA-256 of the root certificates that the authority must stand under
  /// @param clock that messages are accepted by
  /// @return whether something was stamped
  /// @throws IOException when the authority does not answer, or not with a stamp that holds, or
  ///   with a time that is not the clock's
  public boolean stamp(TimeStamps authority, Set<Hash> roots, InstantSource clock)
      throws IOException {
    JournalPlace place;
    Journal stamped;
    Instant newest;
    synchronized (this) {
      stamped = journal;
      place = journal.place();
      newest = kept.newest();
      // A file that has only begun has nothing that a stamp could be under.
      if (isLeft || kept.isEmpty() || place.position() == stampedTo) {
        return false;
      }
    }
    Instant asked = clock.instant();
    Bytes token = authority.stamp(place.link());
    StampCheck.Verdict.Stamped stamp =
        switch (new StampCheck(new ChainCheck(roots)).judge(token, place.link())) {
          case StampCheck.Verdict.Stamped good -> good;
          case StampCheck.Verdict.Nothing(String why) -> throw new IOException(why);
        };
    requireOfNow(stamp, asked, clock.instant(), newest);
    Journal.Written last;
    synchronized (this) {
      if (isLeft || journal != stamped) {
        // A file's stamps are of its own records; the next look stamps those of the next file.
        return false;
      }
      last = journal.append(new KeptRecord.Stamp(place.position(), token).encode());
      kept.passed(stamp.at());
      if (last.position() == place.position()) {
        stampedTo = last.position() + 1;
      }
    }
    stamped.force(last);
    return true;
  }

  /// Half of what is tolerated in what is kept, so that two that are taken fit each other.
  private static void requireOfNow(
      StampCheck.Verdict.Stamped stamp, Instant asked, Instant answered, Instant newest)
      throws IOException {
    Duration off = StampCheck.CLOCKS_APART_MAX.dividedBy(2);
    if (stamp.until().isBefore(asked.minus(off)) || stamp.at().isAfter(answered.plus(off))) {
      throw new IOException(
          "its time stamp is of %s, and here it is %s".formatted(stamp.at(), answered));
    }
    if (stamp.isBefore(newest)) {
      throw new IOException(
          "its time stamp is of %s, and under it is something of %s".formatted(stamp.at(), newest));
    }
  }

  /// Shows the messages accepted at this time or later, in no promised order.
  void replay(Instant since, Consumer<KeptRecord.Message> visitor) {
    List<Path> files = files(folder).reversed();
    for (Path file : files) {
      var oldest = new Instant[] {Instant.MAX};
      JournalReader.readAll(
          file,
          KeptRecord.FORMAT,
          each -> {
            if (decoded(file, each) instanceof KeptRecord.Message message) {
              oldest[0] = message.at().isBefore(oldest[0]) ? message.at() : oldest[0];
              if (!message.at().isBefore(since)) {
                visitor.accept(message);
              }
            }
          });
      if (oldest[0].isBefore(since)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      flush();
    } finally {
      synchronized (this) {
        journal.close();
      }
    }
  }

  static KeptRecord decoded(Path file, JournalRecord each) {
    try {
      return KeptRecord.decode(each.payload().trusted());
    } catch (MalformedException e) {
      throw KeyFiles.damaged(
          file, "record %d: %s at byte %d".formatted(each.position(), e.reason(), e.offset()));
    }
  }

  /// Why no message can be kept now; empty when one can.
  public synchronized Optional<Problem> trouble() {
    try {
      rollIfFull();
      return journal.trouble();
    } catch (PlatformException e) {
      return Optional.of(e.problem());
    }
  }

  @GuardedBy("this")
  private void rollIfFull() {
    if (journal.size() > fileSizeMaxBytes && !kept.isEmpty()) {
      roll();
    }
  }

  /// Everything before is on disk before anything goes into the next file.
  @GuardedBy("this")
  private void roll() {
    JournalPlace place = journal.place();
    journal.forceAll();
    unforced = Optional.empty();
    var contents = new EvidenceContents();
    isLeft = true;
    Journal next = opened(file(folder, place.position()), place, contents, disk);
    Journal full = journal;
    journal = next;
    kept = contents;
    isLeft = false;
    full.close();
  }

  @GuardedBy("this")
  private List<Hash> certificates(CertificateChain chain) {
    var certificates = new ArrayList<Hash>();
    for (X509Certificate each : chain.all()) {
      certificates.add(artefact(Bytes.ofTrusted(IssuedCertificate.encoded(each))));
    }
    return certificates;
  }

  @GuardedBy("this")
  private List<Hash> artefacts(List<Bytes> answers) {
    var references = new ArrayList<Hash>();
    for (Bytes each : answers) {
      references.add(artefact(each));
    }
    return references;
  }

  @GuardedBy("this")
  private Hash artefact(Bytes der) {
    var artefact = new KeptRecord.Artefact(der);
    Hash hash = artefact.hash();
    // Known once it is there: a disk without room may have refused it before.
    if (!kept.has(hash)) {
      var _ = journal.append(artefact.encode());
      kept.add(artefact);
    }
    return hash;
  }

  private static Journal opened(
      Path file, JournalPlace start, EvidenceContents contents, UnaryOperator<FileChannel> disk) {
    var journal =
        Journal.open(
            file, KeptRecord.FORMAT, start, each -> contents.add(decoded(file, each)), disk);
    try {
      journal.keepLocked();
      return journal;
    } catch (PlatformException e) {
      journal.close();
      throw e;
    }
  }

  /// Of the first record of a file.
  static long firstPosition(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  private static Path file(Path folder, long position) {
    String digits = String.valueOf(position);
    return folder.resolve("0".repeat(NAME_DIGITS - digits.length()) + digits + SUFFIX);
  }
}
