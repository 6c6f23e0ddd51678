package kz.digitaltenge.trust.participant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyPlace;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// The certificate authority of the participants (C06): a root, an issuer under it that can be
/// replaced without a stop, and the registry of what they issued and revoked.
///
/// Any thread may call, and several processes may work with one folder: whoever writes waits for
/// the others and reads what they wrote. What an answer says is on disk before it is given.
public final class ParticipantAuthority implements AutoCloseable {
  private static final String ADDRESS_FILE = "address";
  private static final String ORGANISATION_FILE = "organisation";

  private final Signatories signatories;
  private final Registry registry;
  private final CertificateWriter writer;
  private final RevocationLists lists;
  private final StatusAddress address;
  private final String organisation;
  private final Entropy entropy;
  private final InstantSource clock;

  private ParticipantAuthority(Path folder, Entropy entropy, InstantSource clock) {
    this.address = new StatusAddress(URI.create(setting(folder, ADDRESS_FILE)));
    this.organisation = setting(folder, ORGANISATION_FILE);
    this.signatories = new Signatories(folder);
    this.registry = Registry.open(folder);
    this.writer = new CertificateWriter(address, entropy, clock);
    this.lists = new RevocationLists(folder, registry, writer, clock);
    this.entropy = entropy;
    this.clock = clock;
  }

  public static boolean existsIn(Path folder) {
    return KeyFiles.exists(folder.resolve(ADDRESS_FILE));
  }

  /// Makes an authority; one whose making was interrupted goes on.
  ///
  /// @param organisation who runs it, in the names of its certificates
  /// @param address in every certificate, so it must stay reachable for years
  /// @throws IllegalStateException when there is one of another address or organisation
  public static ParticipantAuthority create(
      Path folder,
      String organisation,
      StatusAddress address,
      Entropy entropy,
      InstantSource clock) {
    var _ = SubjectName.of("Root", organisation);
    KeyFiles.makeFolder(folder);
    keep(folder, ORGANISATION_FILE, organisation);
    keep(folder, ADDRESS_FILE, address.base().toString());
    return open(folder, entropy, clock);
  }

  /// Opens what was made before.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_CORRUPT`, `KEY_FILE_OPEN_TO_OTHERS` or
  ///   `DATA_FOLDER_CORRUPT`
  public static ParticipantAuthority open(Path folder, Entropy entropy, InstantSource clock) {
    var authority = new ParticipantAuthority(folder, entropy, clock);
    authority.registry.exclusively(
        () -> {
          authority.completeRoot();
          authority.completeIssuers();
          return true;
        });
    return authority;
  }

  /// Certifies a participant's key. The same request again gives the same certificate.
  ///
  /// @throws PlatformException `CERTIFICATE_REQUEST_REUSED` when the id was used for another
  ///   request
  public IssuedCertificate issue(IssueRequest request) {
    if (!request.kind().isForParticipants()) {
      throw new IllegalArgumentException(request.kind() + " is no certificate for participants");
    }
    return registry.exclusively(
        () ->
            registry
                .answered(request.id(), request.content())
                .orElseGet(
                    () ->
                        register(
                            request.id(),
                            request.kind(),
                            request.content(),
                            writer.participant(request, newestIssuer()))));
  }

  /// Revokes a certificate for good; one that is revoked already stays as it was.
  ///
  /// @throws PlatformException `UNKNOWN_CERTIFICATE`
  public Revocation revoke(BigInteger serial, RevocationReason reason) {
    return registry.exclusively(
        () ->
            known(serial)
                .revocation()
                .orElseGet(
                    () -> {
                      var revocation =
                          new Revocation(reason, clock.instant().truncatedTo(ChronoUnit.SECONDS));
                      registry.add(new RegistryRecord.Revoked(serial, revocation));
                      return revocation;
                    }));
  }

  /// Makes the next issuer. It issues from now on; the one before goes on telling the status of
  /// what it issued, which stays good.
  public X509Certificate rotateIssuer() {
    return registry.exclusively(() -> completeIssuer(signatories.generations() + 1));
  }

  public X509Certificate root() {
    return signatories.root().certificate();
  }

  /// The issuers of all generations, the oldest first.
  public List<X509Certificate> issuers() {
    return signatories.all().stream().skip(1).map(Signatory::certificate).toList();
  }

  /// The certificate of a root or issuer as [StatusAddress#certificate(String)] names it.
  public Optional<X509Certificate> authority(String name) {
    return signatory(name).map(Signatory::certificate);
  }

  /// The names of the root and the issuers.
  public List<String> names() {
    return signatories.all().stream().map(Signatory::name).toList();
  }

  /// Everything issued, in order.
  public List<IssuedCertificate> issued() {
    registry.refresh();
    return registry.all();
  }

  public Optional<IssuedCertificate> find(BigInteger serial) {
    registry.refresh();
    return registry.find(serial);
  }

  public Optional<IssuedCertificate> find(Hash thumbprint) {
    registry.refresh();
    return registry.find(thumbprint);
  }

  /// The current revocation list of a root or issuer, empty when there is none of this name.
  public Optional<Bytes> revocationList(String name) {
    registry.refresh();
    return signatory(name).map(lists::current);
  }

  public StatusAddress address() {
    return address;
  }

  /// What runs out within this time and is neither revoked nor replaced, the first to run out
  /// first.
  public List<Expiry> expiring(Duration within) {
    return ExpiryRadar.within(issued(), clock.instant(), within);
  }

  /// What runs out sooner than the warning time of its kind.
  public List<Expiry> warnings() {
    return ExpiryRadar.warnings(issued(), clock.instant());
  }

  @Override
  public void close() {
    registry.close();
  }

  InstantSource clock() {
    return clock;
  }

  Entropy entropy() {
    return entropy;
  }

  CertificateWriter writer() {
    return writer;
  }

  List<Signatory> signatories() {
    return signatories.all();
  }

  /// Who signs answers about what this root or issuer issued, replaced in time.
  Signatory statusSignatory(Signatory issuer) {
    String name = Signatories.statusOf(issuer.name());
    return current(
        name,
        CertificateKind.STATUS,
        key -> writer.status(name("Status of " + issuer.name()), key, issuer));
  }

  /// Who signs time stamps, replaced in time.
  Signatory stampSignatory() {
    return current(
        Signatories.TIME_STAMPS,
        CertificateKind.TIME_STAMP,
        key -> writer.timeStamp(name("Time stamps"), key, newestIssuer()));
  }

  private Signatory current(
      String name, CertificateKind kind, Function<PublicKey, X509Certificate> certify) {
    return fresh(name, kind)
        .orElseGet(
            () ->
                registry.exclusively(
                    () -> fresh(name, kind).orElseGet(() -> replaced(name, kind, certify))));
  }

  private Optional<Signatory> fresh(String name, CertificateKind kind) {
    return signatories.has(name)
        ? Optional.of(signatories.current(name)).filter(kept -> isFresh(kept, kind))
        : Optional.empty();
  }

  private Signatory replaced(
      String name, CertificateKind kind, Function<PublicKey, X509Certificate> certify) {
    KeyPlace.Made key = signatories.make(name, entropy);
    X509Certificate certificate = certify.apply(key.keys().getPublic());
    var _ = register(requestOf(name, certificate), kind, certificate);
    return signatories.add(name, certificate, key);
  }

  private boolean isFresh(Signatory kept, CertificateKind kind) {
    return clock.instant().isBefore(kept.validUntil().minus(kind.warning()));
  }

  private Optional<Signatory> signatory(String name) {
    return signatories.all().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private Signatory newestIssuer() {
    return signatories.named(Signatories.issuer(signatories.generations()));
  }

  private void completeRoot() {
    if (!signatories.has(Signatories.ROOT)) {
      KeyPlace.Made key = signatories.make(Signatories.ROOT, entropy);
      var _ =
          signatories.add(
              Signatories.ROOT, writer.root(name("Root of participants"), key.keys()), key);
    }
    registerOnce(signatories.root(), CertificateKind.ROOT);
  }

  private void completeIssuers() {
    if (signatories.generations() == 0) {
      var _ = completeIssuer(1);
    }
    signatories.all().stream()
        .skip(1)
        .forEach(issuer -> registerOnce(issuer, CertificateKind.ISSUER));
  }

  /// The key file is first: what is registered and was never written could not be used, and the
  /// other way round the next start completes it.
  private X509Certificate completeIssuer(int generation) {
    String name = Signatories.issuer(generation);
    KeyPlace.Made key = signatories.make(name, entropy);
    X500Name subject = name("Issuer " + generation + " of participants");
    var _ =
        signatories.add(
            name, writer.issuer(subject, key.keys().getPublic(), signatories.root()), key);
    Signatory made = signatories.named(name);
    registerOnce(made, CertificateKind.ISSUER);
    return made.certificate();
  }

  private void registerOnce(Signatory made, CertificateKind kind) {
    if (registry.find(IssuedCertificate.thumbprint(made.certificate())).isEmpty()) {
      var _ = register(requestOf(made.name(), made.certificate()), kind, made.certificate());
    }
  }

  private IssuedCertificate register(
      String requestId, CertificateKind kind, X509Certificate certificate) {
    return register(requestId, kind, IssuedCertificate.thumbprint(certificate), certificate);
  }

  private IssuedCertificate register(
      String requestId, CertificateKind kind, Hash content, X509Certificate certificate) {
    var issued =
        new IssuedCertificate(
            requestId,
            kind,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            certificate,
            Optional.empty());
    registry.add(new RegistryRecord.Issued(issued, content));
    return issued;
  }

  /// Not an id that a participant can choose.
  private static String requestOf(String name, X509Certificate certificate) {
    return "~" + name + "~" + certificate.getSerialNumber().toString(36);
  }

  private IssuedCertificate known(BigInteger serial) {
    return registry
        .find(serial)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_CERTIFICATE, "certificate", serial.toString(16))
                    .exception());
  }

  private X500Name name(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.C, "KZ")
        .addRDN(BCStyle.O, organisation)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  private static String setting(Path folder, String name) {
    return new String(KeyFiles.read(folder.resolve(name)), UTF_8).strip();
  }

  private static void keep(Path folder, String name, String value) {
    Path file = folder.resolve(name);
    if (!KeyFiles.exists(file)) {
      KeyFiles.write(file, (value + "\n").getBytes(UTF_8));
    } else if (!setting(folder, name).equals(value)) {
      throw new IllegalStateException(folder + " holds an authority with another " + name);
    }
  }
}
