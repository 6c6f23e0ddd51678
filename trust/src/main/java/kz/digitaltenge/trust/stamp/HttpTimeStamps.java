package kz.digitaltenge.trust.stamp;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/// Asks with a nonce, and for the certificates that the token is signed under.
record HttpTimeStamps(HttpClient client, URI address, Duration patience, Entropy entropy)
    implements TimeStamps {
  /// A token with its certificates has a few thousand bytes.
  private static final int SIZE_MAX_BYTES = 64 * 1024;

  private static final int NONCE_SIZE_BYTES = 16;
  private static final int OK = 200;

  @Override
  public Bytes stamp(Hash digest) throws IOException {
    var questions = new TimeStampRequestGenerator();
    questions.setCertReq(true);
    questions.setReqPolicy(new ASN1ObjectIdentifier(POLICY));
    TimeStampRequest question =
        questions.generate(
            TSPAlgorithms.SHA256,
            digest.toArray(),
            new BigInteger(1, entropy.bytes(NONCE_SIZE_BYTES)));
    try {
      var answer = new TimeStampResponse(asked(question.getEncoded()));
      answer.validate(question);
      if (answer.getTimeStampToken() == null) {
        throw new IOException("no token: " + answer.getStatusString());
      }
      return Bytes.of(answer.getTimeStampToken().getEncoded());
    } catch (TSPException e) {
      throw new IOException("no answer to what was asked: " + e.getMessage(), e);
    }
  }

  private byte[] asked(byte[] question) throws IOException {
    var post =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/timestamp-query")
            .POST(BodyPublishers.ofByteArray(question))
            .build();
    try {
      var answer =
          client.send(post, BodyHandlers.limiting(BodyHandlers.ofByteArray(), SIZE_MAX_BYTES));
      if (answer.statusCode() != OK) {
        throw new IOException("status " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
