package kz.digitaltenge.app.gateway;

import java.net.http.HttpClient;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.signed.MessageSigner;

/// Who asks which gateway, with what was handed out.
///
/// @param asked whose gateway it is
/// @param participant who asks, as its certificate says
/// @param gateway whom the asker believes, and where the gateway is
/// @param own what the asker signs and connects with
public record Caller(NodeId asked, String participant, BankFiles gateway, BankFiles own) {

  /// A bank's program that asks a bank's gateway.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NETWORK_NOT_RUNNING` when nothing was
  ///   handed out
  public static Caller program(DataFolder folder, NodeId asked, NodeId asking) {
    return new Caller(
            asked, asking.value(), BankFiles.of(folder, asked), BankFiles.of(folder, asking))
        .handedOut(folder);
  }

  /// An officer who asks the central bank's gateway.
  ///
  /// @param officer by name, `officer-1`
  /// @throws kz.digitaltenge.api.error.PlatformException likewise
  public static Caller officer(DataFolder folder, NodeId centralBank, String officer) {
    BankFiles files = BankFiles.ofOfficer(folder, officer);
    return new Caller(centralBank, BankCertificates.participant(centralBank, officer), files, files)
        .handedOut(folder);
  }

  private Caller handedOut(DataFolder folder) {
    gateway.requireHandedOut(folder);
    own.requireHandedOut(folder);
    return this;
  }

  /// Whoever gets it closes it.
  public HttpClient http() {
    return TrustedHttp.client(own.connection());
  }

  /// For connections of other libraries.
  public SSLContext tls() {
    return TrustedHttp.context(own.connection());
  }

  public MessageSigner signer() {
    Entropy entropy = new SystemEntropy();
    return new MessageSigner(
        own.client(), own.clientKeys(entropy).getPrivate(), entropy, InstantSource.system());
  }

  public ParticipantClient client(HttpClient http) {
    return new ParticipantClient(
        http, gateway.url(), asked.value(), participant, signer(), gateway.gateway());
  }
}
