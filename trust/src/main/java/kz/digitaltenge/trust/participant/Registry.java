package kz.digitaltenge.trust.participant;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalRecord;

/// Every certificate that was issued and every revocation, in a journal; the whole of it is in
/// memory too. Several processes may work with one registry.
final class Registry implements AutoCloseable {
  private static final String FILE = "registry.journal";
  private static final String FORMAT = "dt-registry-1";

  private final Path file;
  private final Journal journal;
  private final Map<BigInteger, RegistryRecord.Issued> bySerial = new ConcurrentHashMap<>();
  private final Map<BigInteger, Revocation> revocations = new ConcurrentHashMap<>();
  private final Map<String, BigInteger> byRequest = new ConcurrentHashMap<>();
  private final Map<Hash, BigInteger> byThumbprint = new ConcurrentHashMap<>();
  private final Queue<BigInteger> inOrder = new ConcurrentLinkedQueue<>();

  private Registry(Path folder) {
    this.file = folder.resolve(FILE);
    this.journal = Journal.open(file, FORMAT, JournalPlace.BEGINNING, this::take);
  }

  /// Opens the registry, or begins it.
  ///
  /// @throws PlatformException `DATA_FOLDER_CORRUPT`, `STORAGE_FAILED` or `DISK_FULL`
  static Registry open(Path folder) {
    return new Registry(folder);
  }

  /// Reads what other processes wrote.
  void refresh() {
    journal.refresh();
  }

  /// Runs something while no other process writes.
  <T> T exclusively(Supplier<T> work) {
    return journal.exclusively(work);
  }

  /// What was answered to this request before.
  ///
  /// @throws PlatformException `CERTIFICATE_REQUEST_REUSED` when the id was used for another
  Optional<IssuedCertificate> answered(String requestId, Hash content) {
    return Optional.ofNullable(byRequest.get(requestId))
        .map(
            serial -> {
              RegistryRecord.Issued issued = known(serial);
              if (!issued.content().equals(content)) {
                throw Problem.of(ErrorCode.CERTIFICATE_REQUEST_REUSED, "request", requestId)
                    .exception();
              }
              return current(issued);
            });
  }

  /// Returns once the disk has it; called while nobody else writes.
  void add(RegistryRecord entry) {
    journal.force(journal.append(entry.encode()));
    take(entry);
  }

  Optional<IssuedCertificate> find(BigInteger serial) {
    return Optional.ofNullable(bySerial.get(serial)).map(this::current);
  }

  Optional<IssuedCertificate> find(Hash thumbprint) {
    return Optional.ofNullable(byThumbprint.get(thumbprint)).flatMap(this::find);
  }

  /// In the order of their issue.
  List<IssuedCertificate> all() {
    return inOrder.stream().map(serial -> current(known(serial))).toList();
  }

  /// How many revocations there are: a list made with as many is up to date.
  int revocations() {
    return revocations.size();
  }

  @Override
  public void close() {
    journal.close();
  }

  private void take(JournalRecord read) {
    try {
      take(RegistryRecord.decode(read.payload().trusted()));
    } catch (MalformedException e) {
      throw KeyFiles.damaged(
          file, "record %d: %s at byte %d".formatted(read.position(), e.reason(), e.offset()));
    }
  }

  private void take(RegistryRecord entry) {
    switch (entry) {
      case RegistryRecord.Issued issued -> {
        BigInteger serial = issued.certificate().serial();
        bySerial.put(serial, issued);
        byRequest.put(issued.certificate().requestId(), serial);
        byThumbprint.put(issued.certificate().thumbprint(), serial);
        inOrder.add(serial);
      }
      case RegistryRecord.Revoked(BigInteger serial, Revocation revocation) ->
          revocations.put(serial, revocation);
    }
  }

  private RegistryRecord.Issued known(BigInteger serial) {
    RegistryRecord.Issued issued = bySerial.get(serial);
    if (issued == null) {
      throw new IllegalStateException("certificate " + serial.toString(16) + " is not indexed");
    }
    return issued;
  }

  private IssuedCertificate current(RegistryRecord.Issued issued) {
    Revocation revocation = revocations.get(issued.certificate().serial());
    return revocation == null ? issued.certificate() : issued.certificate().revoked(revocation);
  }
}
