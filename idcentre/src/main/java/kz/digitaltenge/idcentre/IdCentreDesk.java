package kz.digitaltenge.idcentre;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
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
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;

/// Keeps banks' claims and answers their questions.
///
/// Claims and questions are in two journals; both are on disk before an answer. What is kept of a
/// tag is its HMAC under a key of the centre's own, so neither the centre's disk with the banks'
/// key nor the banks' with the centre's tells an alias.
public final class IdCentreDesk implements IdCentreService.Desk, AutoCloseable {
  /// Banks that may claim one alias.
  private static final int CLAIMS_MAX = 64;

  private static final byte[] KEY = "alias key".getBytes(US_ASCII);

  private final HmacSha256 pepper;
  private final Signer signer;
  private final InstantSource clock;
  private final LookupQuota quota;
  private final Journal claims;
  private final Journal lookups;

  /// Who claims an alias, the first first. Guarded by itself.
  private final Map<Hash, List<NodeId>> claimants = new HashMap<>();

  private IdCentreDesk(
      Path folder,
      Seed secret,
      Signer signer,
      InstantSource clock,
      LookupQuota quota,
      UnaryOperator<FileChannel> disk) {
    this.pepper = HmacSha256.keyedBy(secret.derive(KEY).reveal());
    this.signer = signer;
    this.clock = clock;
    this.quota = quota;
    KeyFiles.makeFolder(folder);
    this.claims =
        Journal.open(
            folder.resolve("claims.journal"),
            "id-claims",
            JournalPlace.BEGINNING,
            record -> apply(ClaimRecord.decode(record.payload().toArray())),
            disk);
    this.lookups =
        Journal.open(
            folder.resolve("lookups.journal"),
            "id-lookups",
            JournalPlace.BEGINNING,
            record -> recall(ClaimRecord.decode(record.payload().toArray())),
            disk);
    claims.keepLocked();
    lookups.keepLocked();
  }

  /// Opens the centre's books, or begins them.
  ///
  /// @param secret the centre's own
  /// @param signer of statements
  public static IdCentreDesk open(
      Path folder, Seed secret, Signer signer, InstantSource clock, LookupQuota.Bounds bounds) {
    return open(folder, secret, signer, clock, bounds, UnaryOperator.identity());
  }

  /// The same over a disk that may fail.
  static IdCentreDesk open(
      Path folder,
      Seed secret,
      Signer signer,
      InstantSource clock,
      LookupQuota.Bounds bounds,
      UnaryOperator<FileChannel> disk) {
    return new IdCentreDesk(folder, secret, signer, clock, new LookupQuota(bounds), disk);
  }

  @Override
  public void claim(NodeId bank, AliasTag tag) {
    change(new ClaimRecord(Deed.CLAIMED, key(tag), bank, now()));
  }

  @Override
  public void withdraw(NodeId bank, AliasTag tag) {
    change(new ClaimRecord(Deed.WITHDRAWN, key(tag), bank, now()));
  }

  @Override
  public ServingStatement lookUp(NodeId bank, AliasTag tag) {
    Instant now = now();
    quota.ask(bank, now);
    Hash key = key(tag);
    Optional<NodeId> serving = serving(key);
    Deed deed = serving.isPresent() ? Deed.FOUND : Deed.MISSED;
    Journal.Written written = written(new ClaimRecord(deed, key, bank, now));
    if (serving.isEmpty()) {
      quota.miss(bank, now);
    }
    lookups.force(written);
    return ServingStatement.sign(bank, tag, serving, now.plus(ServingStatement.VALIDITY), signer);
  }

  /// A question that finds no room is not answered, and so not counted.
  private Journal.Written written(ClaimRecord question) {
    try {
      return lookups.append(question.encode());
    } catch (PlatformException e) {
      quota.giveBack(question.bank(), question.at());
      throw e;
    }
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

  /// What changes nothing is not written.
  private void change(ClaimRecord record) {
    Journal.Written written;
    synchronized (claimants) {
      List<NodeId> banks = claimants.getOrDefault(record.key(), List.of());
      boolean isThere = banks.contains(record.bank());
      boolean isChange = (record.deed() == Deed.CLAIMED) != isThere;
      if (!isChange || (!isThere && banks.size() >= CLAIMS_MAX)) {
        written = new Journal.Written(-1, claims.size());
      } else {
        written = claims.append(record.encode());
        apply(record);
      }
    }
    claims.force(written);
  }

  private Optional<NodeId> serving(Hash key) {
    synchronized (claimants) {
      return claimants.getOrDefault(key, List.of()).stream().findFirst();
    }
  }

  private void apply(ClaimRecord record) {
    synchronized (claimants) {
      var banks = new ArrayList<>(claimants.getOrDefault(record.key(), List.of()));
      banks.remove(record.bank());
      switch (record.deed()) {
        case CLAIMED -> banks.add(record.bank());
        case WITHDRAWN, FOUND, MISSED -> {}
      }
      if (banks.isEmpty()) {
        claimants.remove(record.key());
      } else {
        claimants.put(record.key(), List.copyOf(banks));
      }
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
