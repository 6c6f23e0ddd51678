package kz.digitaltenge.idcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.api.identity.AliasTag;
import kz.digitaltenge.api.identity.IdCentreService;
import kz.digitaltenge.api.identity.ServingStatement;
import kz.digitaltenge.idcentre.ClaimRecord.Deed;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.KeyFiles;

/// Keeps banks' claims and answers their questions.
///
/// Claims and questions are in two journals; both are on disk before an answer. What is kept of a
/// tag is its HMAC under a key of the centre's own, so neither the centre's disk with the banks'
/// key nor the banks' with the centre's tells an alias.
public final class IdCentreDesk implements IdCentreService.Desk, AutoCloseable {
  private static final Duration DAY = Duration.ofDays(1);

  private static final byte[] KEY = "alias key".getBytes(US_ASCII);

  private final HmacSha256 pepper;
  private final Signer signer;
  private final InstantSource clock;
  private final Banks banks;
  private final LookupQuota quota;
  private final ClaimQuota claimQuota;
  private final Terms terms;
  private final RolledJournal claims;
  private final RolledJournal lookups;
  private final ReentrantLock tidying = new ReentrantLock();

  /// When it was last looked for questions to forget. Guarded by [#tidying].
  private Instant forgotAt = Instant.EPOCH;

  /// Guarded by itself, as [#claims] is by it.
  private final Claims claimants = new Claims();

  /// How the centre works.
  ///
  /// @param recordsMin which a start may read at least before a journal is made shorter
  /// @param questionsKept how long questions are kept at least, to a day
  public record Terms(
      LookupQuota.Bounds lookups,
      ClaimQuota.Bounds claims,
      long recordsMin,
      Duration questionsKept) {
    public static final Terms STANDARD =
        new Terms(LookupQuota.STANDARD, ClaimQuota.STANDARD, 100_000, Duration.ofDays(90));
  }

  private IdCentreDesk(
      Path folder,
      Seed secret,
      Signer signer,
      InstantSource clock,
      Banks banks,
      Terms terms,
      UnaryOperator<FileChannel> disk) {
    this.pepper = HmacSha256.keyedBy(secret.derive(KEY).reveal());
    this.signer = signer;
    this.clock = clock;
    this.banks = banks;
    this.quota = new LookupQuota(terms.lookups());
    this.claimQuota = new ClaimQuota(terms.claims());
    KeyFiles.makeFolder(folder);
    this.terms = terms;
    this.claims =
        RolledJournal.open(
            folder,
            "claims",
            "id-claims",
            new RolledJournal.State(
                this::readClaims, record -> replay(ClaimRecord.decode(record)), true),
            disk);
    try {
      this.lookups =
          RolledJournal.open(
              folder,
              "lookups",
              "id-lookups",
              new RolledJournal.State(
                  quota::read, record -> recall(ClaimRecord.decode(record)), false),
              disk);
    } catch (RuntimeException e) {
      claims.close();
      throw e;
    }
  }

  /// Opens the centre's books, or begins them.
  ///
  /// @param secret the centre's own
  /// @param signer of statements
  public static IdCentreDesk open(
      Path folder, Seed secret, Signer signer, InstantSource clock, Banks banks, Terms terms) {
    return open(folder, secret, signer, clock, banks, terms, UnaryOperator.identity());
  }

  /// The same over a disk that may fail.
  static IdCentreDesk open(
      Path folder,
      Seed secret,
      Signer signer,
      InstantSource clock,
      Banks banks,
      Terms terms,
      UnaryOperator<FileChannel> disk) {
    return new IdCentreDesk(folder, secret, signer, clock, banks, terms, disk);
  }

  /// Takes a bank's word and keeps it with its signature. What changes nothing is neither written
  /// nor counted, and no block forbids it.
  ///
  /// @throws PlatformException `CLAIM_REFUSED` when it is not the caller's word, `BANK_BLOCKED` for
  ///   a bank that may take no new customers, `CLAIM_QUOTA_REACHED`
  @Override
  public void take(NodeId bank, AliasDeed deed) {
    Instant now = now();
    requireWord(bank, deed, now);
    ClaimRecord record = ClaimRecord.of(deed, key(deed.tag()), now);
    RolledJournal.Kept written;
    synchronized (claimants) {
      if (claimants.changes(record)) {
        written = change(record);
      } else {
        // The same word came before; its answer may have been lost.
        written = claims.last();
      }
    }
    claims.force(written);
  }

  /// The caller holds the lock of the claimants.
  private RolledJournal.Kept change(ClaimRecord record) {
    boolean isClaim = record.deed() != Deed.WITHDRAWN;
    if (isClaim && !claimants.isClaimant(record.key(), record.bank())) {
      banks.requireOnboarding(record.bank());
    }
    if (isClaim) {
      claimQuota.requireRoom(record.bank(), record.at());
    }
    RolledJournal.Kept written = claims.append(record.encode());
    replay(record);
    return written;
  }

  private void requireWord(NodeId bank, AliasDeed deed, Instant now) {
    Duration apart = Duration.between(deed.at(), now).abs();
    String reason;
    if (!deed.bank().equals(bank)) {
      reason = "it is another bank's";
    } else if (apart.compareTo(AliasDeed.CLOCKS_APART_MAX) > 0) {
      reason = "it was said too long before or after it came";
    } else if (!banks.isSigned(deed)) {
      reason = "its signature does not verify";
    } else {
      return;
    }
    throw Problem.of(ErrorCode.CLAIM_REFUSED, "bank", bank, "reason", reason).exception();
  }

  @Override
  public ServingStatement lookUp(NodeId bank, AliasTag tag) {
    Instant now = now();
    quota.ask(bank, now);
    Hash key = key(tag);
    Optional<NodeId> serving = serving(key);
    Deed deed = serving.isPresent() ? Deed.FOUND : Deed.MISSED;
    RolledJournal.Kept written = written(ClaimRecord.question(deed, key, bank, now));
    lookups.force(written);
    return ServingStatement.sign(bank, tag, serving, now.plus(ServingStatement.VALIDITY), signer);
  }

  /// A question that finds no room is not answered, and so not counted.
  private RolledJournal.Kept written(ClaimRecord question) {
    synchronized (quota) {
      try {
        RolledJournal.Kept written = lookups.append(question.encode());
        recall(question);
        return written;
      } catch (PlatformException e) {
        quota.giveBack(question.bank(), question.at());
        throw e;
      }
    }
  }

  /// Makes journals shorter that a start would read for long, and forgets questions that are old
  /// enough. What fails is tried again at the next call.
  ///
  /// @throws PlatformException `STORAGE_FAILED`, `DISK_FULL`
  public void tidy() {
    tidying.lock();
    try {
      tidyClaims();
      tidyLookups();
    } finally {
      tidying.unlock();
    }
  }

  /// As many records as claims at least: the work for a claim does not grow with their number. The
  /// files before the snapshot stay, for they have what banks signed.
  private void tidyClaims() {
    if (claims.records() < terms.recordsMin()) {
      return;
    }
    // So that little is left to force while nobody else may claim.
    claims.force(claims.last());
    RolledJournal.Rolled rolled;
    Snapshot.Writer lines;
    Snapshot.Writer counts;
    synchronized (claimants) {
      if (claims.records() < Math.max(terms.recordsMin(), claimants.size())) {
        return;
      }
      rolled = claims.roll();
      lines = claimants.copy();
      counts = claimQuota.copy();
    }
    claims.keep(
        rolled,
        out -> {
          lines.write(out);
          counts.write(out);
        });
  }

  private void readClaims(DataInputStream in) throws IOException {
    synchronized (claimants) {
      claimants.read(in);
    }
    claimQuota.read(in);
  }

  /// A file has a day's questions at most, so that they can go by the day.
  private void tidyLookups() {
    Instant now = now();
    boolean isOfAnotherDay = lookups.first().filter(isBefore(now.minus(DAY))).isPresent();
    boolean isDue = lookups.records() >= terms.recordsMin() || isOfAnotherDay;
    if (!isDue && now.isBefore(forgotAt.plus(DAY))) {
      return;
    }
    RolledJournal.Rolled rolled;
    Snapshot.Writer counts;
    synchronized (quota) {
      rolled = lookups.roll();
      counts = quota.copy();
    }
    lookups.keep(rolled, counts);
    lookups.forget(rolled.place(), isBefore(now.minus(terms.questionsKept())));
    forgotAt = now;
  }

  private static Predicate<byte[]> isBefore(Instant time) {
    return record -> ClaimRecord.decode(record).at().isBefore(time);
  }

  /// Why nothing can be written down now, and so nobody be answered; empty when it can.
  public Optional<Problem> trouble() {
    return claims.trouble().or(lookups::trouble);
  }

  @Override
  public void close() {
    claims.close();
    lookups.close();
  }

  private Optional<NodeId> serving(Hash key) {
    synchronized (claimants) {
      return claimants.serving(key);
    }
  }

  private void replay(ClaimRecord record) {
    synchronized (claimants) {
      claimants.apply(record);
    }
    if (record.deed() != Deed.WITHDRAWN) {
      claimQuota.count(record.bank(), record.at());
    }
  }

  /// A restart gives nobody another hour's questions.
  private void recall(ClaimRecord record) {
    if (record.deed() == Deed.MISSED) {
      quota.miss(record.bank(), record.at());
    }
  }

  private Hash key(AliasTag tag) {
    return Hash.of(pepper.mac(tag.value().trusted()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
