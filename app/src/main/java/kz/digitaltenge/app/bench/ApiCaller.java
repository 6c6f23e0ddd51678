package kz.digitaltenge.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.app.gateway.BankFiles;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import kz.digitaltenge.trust.signed.MessageSigner;
import kz.digitaltenge.trust.signed.SignatureCheck;

/// A program of one bank that pays: signs its orders and verifies what it is told.
record ApiCaller(
    String bank, URI gateway, MessageSigner signer, X509Certificate answering, ApiConnections to) {
  private static final String TARGET = "/v1/payments";
  private static final String JSON = "application/json";
  private static final int FINAL = 200;

  /// With what the network handed out to the bank.
  static ApiCaller of(DataFolder folder, NodeId bank) {
    BankFiles files = BankFiles.of(folder, bank);
    var entropy = new SystemEntropy();
    return new ApiCaller(
        bank.value(),
        files.url(),
        new MessageSigner(
            files.client(),
            files.clientKeys(entropy).getPrivate(),
            entropy,
            InstantSource.system(),
            Cryptography.fastest().messages()),
        files.gateway().getFirst(),
        new ApiConnections(TrustedHttp.context(files.connection()), files.url()));
  }

  /// Whether the money has moved, under the bank's signature.
  boolean isPaid(PayOrder order) {
    try {
      return paid(order);
    } catch (IOException _) {
      // Counted as failed.
      return false;
    }
  }

  private boolean paid(PayOrder order) throws IOException {
    byte[] body =
        """
        {"payer":"%s","payee":"%s","amount":"%s","currency":"%s"}\
        """
            .formatted(order.payer(), order.payee(), order.amount(), order.currency())
            .getBytes(US_ASCII);
    String signature =
        signer.sign(
            new MessageDescription.Request(
                bank,
                "POST",
                TARGET,
                new BoundFields(JSON, order.payment(), ""),
                Hash.sha256(body)));
    String head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        Idempotency-Key: %s\r
        JWS-Signature: %s\r
        \r
        """
            .formatted(
                TARGET, gateway.getAuthority(), JSON, body.length, order.payment(), signature);
    var request = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(US_ASCII), 0, request, 0, head.length());
    System.arraycopy(body, 0, request, head.length(), body.length);
    ApiConnections.Answer answer = to.ask(request);
    return answer.status() == FINAL && isProved(answer, signature);
  }

  private boolean isProved(ApiConnections.Answer answer, String asked) {
    return SignatureCheck.isBy(
        answering,
        MessageDescription.Answer.to(
            asked,
            bank,
            answer.status(),
            new BoundFields(answer.field("content-type"), "", answer.field("etag")),
            Hash.sha256(answer.body().getBytes(US_ASCII))),
        answer.field("jws-signature"));
  }
}
