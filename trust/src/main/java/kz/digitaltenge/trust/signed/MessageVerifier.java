package kz.digitaltenge.trust.signed;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.SubjectName;
import kz.digitaltenge.trust.status.CertificateStatus;
import kz.digitaltenge.trust.status.StatusCache;

/// Decides whether a signed message is accepted, and keeps the proof of each that is (C05).
///
/// A message is looked at from the cheapest check to the dearest: nobody's status is asked for
/// before the signature holds, and only what would be accepted uses up its nonce. After a restart
/// the nonces are those of the evidence log, where every accepted message is. Any thread may call.
public final class MessageVerifier {
  /// How old a message may be.
  public static final Duration AGE_MAX = Duration.ofMinutes(5);

  /// How far a signer's clock may be before ours.
  public static final Duration AHEAD_MAX = Duration.ofSeconds(30);

  /// About 100 MB: more than 3 000 messages a second for as long as they are in time. When they are
  /// used up, who has less than an equal part of them still gets in, until there are twice as many.
  public static final int NONCES_MAX = 1_000_000;

  private final CertificateDirectory directory;
  private final ChainCheck chains;
  private final StatusCache statuses;
  private final EvidenceLog evidence;
  private final ReplayWindow replays;
  private final InstantSource clock;
  private final MessageCryptography cryptography;

  /// A verifier over a log of its own.
  ///
  /// @param roots SHA-256 of the trusted root certificates
  /// @param nonces how many messages it remembers at most
  public MessageVerifier(
      CertificateDirectory directory,
      Set<Hash> roots,
      StatusCache statuses,
      EvidenceLog evidence,
      int nonces,
      InstantSource clock) {
    this(directory, roots, statuses, evidence, nonces, clock, MessageCryptography.ofJdk());
  }

  /// The same with somebody else to compute signatures.
  public MessageVerifier(
      CertificateDirectory directory,
      Set<Hash> roots,
      StatusCache statuses,
      EvidenceLog evidence,
      int nonces,
      InstantSource clock,
      MessageCryptography cryptography) {
    this.cryptography = cryptography;
    this.directory = directory;
    this.chains = new ChainCheck(roots);
    this.statuses = statuses;
    this.evidence = evidence;
    this.replays = new ReplayWindow(nonces);
    this.clock = clock;
    remember();
  }

  /// Verifies a message as it was received.
  ///
  /// @param description made from what was received, for us as the audience
  /// @param signatures every value of its signature field
  /// @throws PlatformException `STORAGE_FAILED` or `DISK_FULL` when the proof cannot be kept: the
  ///   message is not accepted then
  public MessageVerdict verify(MessageDescription description, List<String> signatures) {
    return verify(description, signatures, Entrance.OPEN);
  }

  /// The same, of a participant who may have to wait outside.
  ///
  /// @param entrance asked once at most, of nothing that was seen before; who is let in may still
  ///   be refused
  public MessageVerdict verify(
      MessageDescription description, List<String> signatures, Entrance entrance) {
    Instant now = clock.instant();
    return switch (sight(signatures, now)) {
      case Sight.Bad(MessageVerdict.Refused refused) -> refused;
      case Sight.Good(DetachedSignature signature, CertificateChain chain) ->
          verify(description.bytes(), signature, chain, entrance, now);
    };
  }

  /// What is wrong with a message before it is here as a whole; whoever may send one can still be
  /// refused for everything else.
  ///
  /// @param signatures every value of its signature field
  public Optional<MessageVerdict.Refused> refusalAtSight(List<String> signatures) {
    return switch (sight(signatures, clock.instant())) {
      case Sight.Bad(MessageVerdict.Refused refused) -> Optional.of(refused);
      case Sight.Good _ -> Optional.empty();
    };
  }

  /// What a signature says of itself.
  private sealed interface Sight {
    record Bad(MessageVerdict.Refused refused) implements Sight {}

    record Good(DetachedSignature signature, CertificateChain chain) implements Sight {}
  }

  private Sight sight(List<String> signatures, Instant now) {
    if (signatures.isEmpty()) {
      return bad(MessageRefusal.SIGNATURE_MISSING, "");
    }
    if (signatures.size() > 1) {
      return bad(MessageRefusal.SIGNATURE_GIVEN_TWICE, signatures.size() + " values");
    }
    return switch (DetachedSignature.read(signatures.getFirst())) {
      case DetachedSignature.Read.Bad(MessageRefusal reason, String what) -> bad(reason, what);
      case DetachedSignature.Read.Good(DetachedSignature signature) -> sight(signature, now);
    };
  }

  private Sight sight(DetachedSignature signature, Instant now) {
    Instant signedAt = signature.signedAt();
    if (signedAt.isBefore(now.minus(AGE_MAX))) {
      return bad(MessageRefusal.TIME_TOO_OLD, signedAt.toString());
    }
    if (signedAt.isAfter(now.plus(AHEAD_MAX))) {
      return bad(MessageRefusal.TIME_IN_THE_FUTURE, signedAt.toString());
    }
    Optional<CertificateChain> found = directory.find(signature.thumbprint());
    return found.isEmpty()
        ? bad(MessageRefusal.CERTIFICATE_UNKNOWN, signature.thumbprint().hex())
        : new Sight.Good(signature, found.get());
  }

  private static Sight bad(MessageRefusal reason, String evidence) {
    return new Sight.Bad(new MessageVerdict.Refused(reason, evidence));
  }

  private MessageVerdict verify(
      Bytes described,
      DetachedSignature signature,
      CertificateChain chain,
      Entrance entrance,
      Instant now) {
    Optional<MessageRefusal> wrong =
        SignatureCheck.refusal(signature, described, chain.leaf(), cryptography);
    if (wrong.isPresent()) {
      return refused(wrong.get(), signature.algorithm().name());
    }
    Optional<MessageRefusal> broken = chains.refusal(chain, now);
    if (broken.isPresent()) {
      return refused(broken.get(), chain.leaf().getSerialNumber().toString(16));
    }
    StatusCache.Known leaf = statuses.of(chain.leaf(), chain.issuer());
    StatusCache.Known issuer = statuses.of(chain.issuer(), chain.root());
    for (StatusCache.Known each : List.of(leaf, issuer)) {
      Optional<MessageVerdict> refusal = refusal(each.status());
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    String participant = SubjectName.commonNameOf(chain.leaf());
    // Nobody is charged for what somebody else sends a second time.
    if (replays.has(nonce(participant, signature), now)) {
      return refused(MessageRefusal.REPLAYED, signature.nonce());
    }
    Optional<Problem> outside = entrance.refusal(participant);
    if (outside.isPresent()) {
      return new MessageVerdict.NotAdmitted(participant, outside.get());
    }
    return claimed(described, signature, chain, List.of(leaf.answer(), issuer.answer()), now);
  }

  private MessageVerdict claimed(
      Bytes described,
      DetachedSignature signature,
      CertificateChain chain,
      List<Bytes> answers,
      Instant now) {
    return switch (claim(SubjectName.commonNameOf(chain.leaf()), signature, now)) {
      case SEEN -> refused(MessageRefusal.REPLAYED, signature.nonce());
      case FULL -> refused(MessageRefusal.TOO_MANY_MESSAGES, "");
      case FRESH -> {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        long position = evidence.keep(at, signature, described, chain, answers);
        X509Certificate signer = chain.leaf();
        yield new MessageVerdict.Accepted(signer, signature.signedAt(), position);
      }
    };
  }

  private ReplayWindow.Claim claim(String participant, DetachedSignature signature, Instant now) {
    return replays.claim(nonce(participant, signature), until(signature), now);
  }

  /// When it is too old anyway.
  private static Instant until(DetachedSignature signature) {
    return signature.signedAt().plus(AGE_MAX);
  }

  private static ReplayWindow.Nonce nonce(String participant, DetachedSignature signature) {
    return new ReplayWindow.Nonce(participant, signature.thumbprint(), signature.nonce());
  }

  private void remember() {
    Instant now = clock.instant();
    // A message may have been signed up to AHEAD_MAX after it was accepted.
    Instant since = now.minus(AGE_MAX).minus(AHEAD_MAX);
    Map<Hash, String> participants = new HashMap<>();
    evidence.replay(
        since,
        message -> {
          if (DetachedSignature.read(message.signature())
              instanceof DetachedSignature.Read.Good(DetachedSignature signature)) {
            String participant =
                participants.computeIfAbsent(signature.thumbprint(), this::participant);
            replays.restore(nonce(participant, signature), until(signature), now);
          }
        });
  }

  /// Of a certificate that the directory has no more: nobody's, and its messages are not accepted.
  private String participant(Hash thumbprint) {
    return directory
        .find(thumbprint)
        .map(chain -> SubjectName.commonNameOf(chain.leaf()))
        .orElseGet(thumbprint::hex);
  }

  private static Optional<MessageVerdict> refusal(CertificateStatus status) {
    return switch (status) {
      case CertificateStatus.Good _ -> Optional.empty();
      case CertificateStatus.Revoked(Instant at) ->
          Optional.of(refused(MessageRefusal.CERTIFICATE_REVOKED, at.toString()));
      case CertificateStatus.Unknown _ ->
          Optional.of(
              refused(MessageRefusal.CERTIFICATE_UNKNOWN, "its authority does not know it"));
      case CertificateStatus.Unavailable(String why) ->
          Optional.of(refused(MessageRefusal.STATUS_UNAVAILABLE, why));
    };
  }

  private static MessageVerdict refused(MessageRefusal reason, String evidence) {
    return new MessageVerdict.Refused(reason, evidence);
  }
}
