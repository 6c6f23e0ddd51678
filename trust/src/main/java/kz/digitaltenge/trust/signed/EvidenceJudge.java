package kz.digitaltenge.trust.signed;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.journal.JournalRecord;
import kz.digitaltenge.trust.signed.EvidenceReport.Finding;
import kz.digitaltenge.trust.signed.EvidenceReport.Judgement;
import kz.digitaltenge.trust.signed.EvidenceReport.Stamp;
import kz.digitaltenge.trust.status.CertificateStatus;
import kz.digitaltenge.trust.status.StatusAnswer;

/// Judges a file of the evidence log with nothing but the file and the root's thumbprint, whenever:
/// all is looked at as it was when the message was accepted.
public final class EvidenceJudge {
  private final ChainCheck chains;
  private final Map<Hash, Bytes> artefacts = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final SentFindings sent = new SentFindings(this::judge, this::judgeButStatus);
  private final StampCheck stampCheck;
  private final Map<Long, Hash> links = new HashMap<>();
  private final TreeMap<Long, Stamp> stamps = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  private EvidenceJudge(Set<Hash> roots) {
    this.chains = new ChainCheck(roots);
    this.stampCheck = new StampCheck(chains);
  }

  /// Reads and judges a file.
  ///
  /// @param roots SHA-256 of the root certificates that whoever asks trusts
  /// @throws PlatformException `DATA_FOLDER_CORRUPT` when its chain of hashes is broken
  public static EvidenceReport judge(Path file, Set<Hash> roots) {
    var judge = new EvidenceJudge(roots);
    var span =
        JournalReader.readAll(
            file, KeptRecord.FORMAT, each -> judge.take(each, EvidenceLog.decoded(file, each)));
    return new EvidenceReport(
        span.start(),
        span.end(),
        judge.findings.stream().map(judge::stamped).toList(),
        judge.sent.judged(span.start(), judge.findings).stream().map(judge::stamped).toList(),
        judge.faults);
  }

  /// Whether a body is the one that a message was signed with.
  public static boolean isBodyOf(Finding message, byte[] body) {
    return KeptRecord.isOver(message.description(), Hash.sha256(body));
  }

  private void take(JournalRecord read, KeptRecord kept) {
    links.put(read.position() + 1, read.link());
    switch (kept) {
      case KeptRecord.Artefact artefact -> artefacts.put(artefact.hash(), artefact.der());
      case KeptRecord.Sent message -> sent.take(read.position(), message);
      case KeptRecord.Outcome outcome -> sent.take(outcome);
      case KeptRecord.Message message ->
          findings.add(
              new Finding(
                  read.position(),
                  message.at(),
                  message.signature(),
                  message.description(),
                  judge(message),
                  Optional.empty()));
      case KeptRecord.Stamp stamp ->
          judge(stamp)
              .ifPresent(
                  why -> faults.add("The record at %d: %s.".formatted(read.position(), why)));
    }
  }

  private Optional<String> judge(KeptRecord.Stamp kept) {
    Hash digest = links.get(kept.position());
    if (digest == null) {
      return Optional.of("its time stamp is of a place that is not before it in the file");
    }
    return switch (stampCheck.judge(kept.token(), digest)) {
      case StampCheck.Verdict.Stamped stamp -> {
        Optional<Instant> later = newestBefore(kept.position()).filter(stamp::isBefore);
        if (later.isEmpty()) {
          stamps.put(kept.position(), new Stamp(kept.position(), stamp.at(), digest, kept.token()));
        }
        yield later.map(
            at ->
                "its time stamp is of %s, and under it is something of %s"
                    .formatted(stamp.at(), at));
      }
      case StampCheck.Verdict.Nothing(String why) -> Optional.of(why);
    };
  }

  /// The latest time of a message or a stamp before a position.
  private Optional<Instant> newestBefore(long position) {
    Stream<Instant> accepted =
        Stream.concat(
            findings.stream().filter(each -> each.position() < position).map(Finding::at),
            sent.timesBefore(position));
    Stream<Instant> stamped = stamps.headMap(position).values().stream().map(Stamp::at);
    return Stream.concat(accepted, stamped).max(Comparator.naturalOrder());
  }

  private Finding stamped(Finding finding) {
    return new Finding(
        finding.position(),
        finding.at(),
        finding.signature(),
        finding.description(),
        finding.judgement(),
        Optional.ofNullable(stamps.higherEntry(finding.position())).map(Map.Entry::getValue));
  }

  private EvidenceReport.Sent stamped(EvidenceReport.Sent each) {
    return new EvidenceReport.Sent(stamped(each.finding()), each.about());
  }

  private Judgement judge(KeptRecord.Message message) {
    if (message.answers().size() != 2) {
      return new Judgement.NotProved("it does not name two answers");
    }
    var answers = new ArrayList<Bytes>();
    for (Hash each : message.answers()) {
      Bytes der = artefacts.get(each);
      if (der == null) {
        return new Judgement.NotProved("the answer " + each.hex() + " is not in the file");
      }
      answers.add(der);
    }
    return switch (judgeButStatus(message)) {
      case Judgement.NotProved doubted -> doubted;
      case Judgement.Proved(List<X509Certificate> chain, List<Bytes> _) ->
          statusDoubt(chain.get(0), chain.get(1), answers.get(0), message.at())
              .or(() -> statusDoubt(chain.get(1), chain.get(2), answers.get(1), message.at()))
              .<Judgement>map(Judgement.NotProved::new)
              .orElseGet(() -> new Judgement.Proved(chain, answers));
    };
  }

  /// All but whether its certificates were revoked then.
  private Judgement judgeButStatus(KeptRecord.Message message) {
    if (message.chain().size() != 3) {
      return new Judgement.NotProved("it does not name three certificates");
    }
    var certificates = new ArrayList<X509Certificate>();
    for (Hash each : message.chain()) {
      Optional<X509Certificate> found = certificate(each);
      if (found.isEmpty()) {
        return new Judgement.NotProved("the certificate " + each.hex() + " is not in the file");
      }
      certificates.add(found.get());
    }
    var chain = new CertificateChain(certificates.get(0), certificates.get(1), certificates.get(2));
    return doubt(message, chain)
        .<Judgement>map(Judgement.NotProved::new)
        .orElseGet(() -> new Judgement.Proved(certificates, List.of()));
  }

  private Optional<String> doubt(KeptRecord.Message message, CertificateChain chain) {
    if (!(DetachedSignature.read(message.signature())
        instanceof DetachedSignature.Read.Good(DetachedSignature signature))) {
      return Optional.of("its signature cannot be read");
    }
    if (!signature.thumbprint().equals(message.chain().getFirst())) {
      return Optional.of("its signature names another certificate");
    }
    Instant at = message.at();
    if (signature.signedAt().isBefore(at.minus(MessageVerifier.AGE_MAX))
        || signature.signedAt().isAfter(at.plus(MessageVerifier.AHEAD_MAX))) {
      return Optional.of(
          "it was signed at %s and accepted at %s".formatted(signature.signedAt(), at));
    }
    return SignatureCheck.refusal(
            signature, message.description(), chain.leaf(), MessageCryptography.ofJdk())
        .or(() -> chains.refusal(chain, at))
        .map(MessageRefusal::name);
  }

  private static Optional<String> statusDoubt(
      X509Certificate certificate, X509Certificate issuer, Bytes answer, Instant at) {
    return switch (new StatusAnswer(certificate, issuer).read(answer, at)) {
      case CertificateStatus.Good _ -> Optional.empty();
      case CertificateStatus.Revoked(Instant revoked) ->
          Optional.of("its certificate was revoked at " + revoked);
      case CertificateStatus.Unknown _ ->
          Optional.of("its authority does not know the certificate");
      case CertificateStatus.Unavailable(String why) -> Optional.of(why);
    };
  }

  private Optional<X509Certificate> certificate(Hash hash) {
    Bytes der = artefacts.get(hash);
    if (der == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.toArray())));
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }
}
