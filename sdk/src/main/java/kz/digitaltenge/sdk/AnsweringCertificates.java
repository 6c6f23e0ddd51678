package kz.digitaltenge.sdk;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the bank's gateway signs with, and its replacement without a stop.
public final class AnsweringCertificates {
  private static final String ALL = "/v1/answering-certificates";

  private final Caller caller;
  private final Exchange exchange;

  AnsweringCertificates(Caller caller, Exchange exchange) {
    this.caller = caller;
    this.exchange = exchange;
  }

  /// Those of now, of the near future and of the last day, the oldest first.
  public List<AnsweringCertificate> all() {
    return caller.ask(Call.get(Target.of(ALL)), Page.class).certificates();
  }

  record Page(List<AnsweringCertificate> certificates) {}

  /// Makes the key that takes the place of the one of now, a day from now; one that waits already
  /// stays.
  public List<AnsweringCertificate> rotate() {
    return rotate(Json.object());
  }

  /// From this time on.
  public List<AnsweringCertificate> rotate(Instant signsFrom) {
    return rotate(Json.object("signsFrom", signsFrom.toString()));
  }

  private List<AnsweringCertificate> rotate(Map<String, Object> wish) {
    return caller.ask(Call.same(Target.of(ALL + "/rotation"), wish), Page.class).certificates();
  }

  /// Asks which they are and believes these from now on, each on the word of one that was believed
  /// before, if it is the bank's and leads to the root. Ask once a day.
  ///
  /// @return for `NotificationCheck#believe`
  /// @throws UntrustedMessageException when one is not; then nothing changes
  /// @throws CertificateStatusUnknownException when nobody says now whether one is; the same then
  public GatewayTrust learn() {
    return exchange.believe(
        all().stream()
            .map(
                one ->
                    new GatewayTrust.AnsweringChain(
                        PemFiles.certificate(one.certificate()),
                        PemFiles.certificate(one.issuer())))
            .toList());
  }
}
