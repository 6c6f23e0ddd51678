package kz.digitaltenge.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates take each other's place, and are refused, while both ends of connections run.
final class TlsIdentityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] WORD = {1, 2, 3};

  private final StreamFixture fixture = new StreamFixture();

  @BeforeEach
  void serve() {
    fixture.serve("peer", (_, _, body) -> CompletableFuture.completedFuture(body));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theNextHandshakeShowsTheNextCertificateAndWhatIsOpenStays() throws Exception {
    TlsIdentity server = fixture.server();
    StreamClient before = fixture.client("peer");
    assertThat(before.call(1, WORD).join()).isEqualTo(WORD);
    assertThat(shown()).isEqualTo(server.chain().getFirst());
    TlsIdentity next = fixture.network().node(StreamFixture.SERVER);

    assertThat(server.renew(next)).isTrue();

    assertThat(server.renew(next)).as("the same again").isFalse();
    assertThat(server.chain()).isEqualTo(next.chain());
    assertThat(shown()).isEqualTo(next.chain().getFirst());
    assertThat(before.call(1, WORD).join()).isEqualTo(WORD);
    assertThat(fixture.client("peer").call(1, WORD).join()).isEqualTo(WORD);
  }

  static Stream<Function<TestNetwork, TlsIdentity>> others() {
    return Stream.of(
        network -> network.operator("other", "ALTYKZKX"),
        network -> network.identity("teller", PeerIdentity.Kind.NODE),
        network -> network.operator("teller", "KCJBKZKX"),
        _ -> new TestNetwork().operator("teller", "ALTYKZKX"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void nobodyElsesCertificateTakesItsPlace(Function<TestNetwork, TlsIdentity> others) {
    TlsIdentity own = fixture.network().operator("teller", "ALTYKZKX");
    TlsIdentity other = others.apply(fixture.network());
    assertThat(own.renew(fixture.network().operator("teller", "ALTYKZKX"))).isTrue();
    List<X509Certificate> before = own.chain();

    assertThatThrownBy(() -> own.renew(other)).isInstanceOf(IllegalArgumentException.class);

    assertThat(own.chain()).isEqualTo(before);
  }

  @Test
  void aRevokedCallerIsCutOffUntilItHasAnotherCertificate() {
    TlsIdentity caller = fixture.network().node(StreamFixture.CALLER);
    var target = new StreamTarget(fixture.endpoint(), StreamFixture.SERVER, "peer");
    StreamClient client = fixture.clientAs(caller, target);
    StreamClient honest = fixture.clientAs(fixture.network().node("ALTYKZKX"), target);
    assertThat(client.call(1, WORD).join()).isEqualTo(WORD);
    assertThat(honest.call(1, WORD).join()).isEqualTo(WORD);

    fixture.server().refuse(Set.of(serial(caller)));

    Awaitility.await().atMost(PATIENCE).until(() -> fails(client));
    assertThat(fails(fixture.clientAs(caller, target))).as("a new connection").isTrue();
    assertThat(honest.call(1, WORD).join()).isEqualTo(WORD);
    caller.renew(fixture.network().node(StreamFixture.CALLER));
    Awaitility.await().atMost(PATIENCE).until(() -> !fails(client));
  }

  @Test
  void aRevokedServerIsNotBelievedUntilItHasAnotherCertificate() {
    TlsIdentity caller = fixture.network().node(StreamFixture.CALLER);
    caller.refuse(Set.of(serial(fixture.server())));
    StreamClient client =
        fixture.clientAs(
            caller, new StreamTarget(fixture.endpoint(), StreamFixture.SERVER, "peer"));

    assertThat(fails(client)).isTrue();

    fixture.server().renew(fixture.network().node(StreamFixture.SERVER));
    Awaitility.await().atMost(PATIENCE).until(() -> !fails(client));
  }

  private static boolean fails(StreamClient client) {
    return client.call(1, WORD).handle((_, failure) -> failure != null).join();
  }

  private static BigInteger serial(TlsIdentity identity) {
    return identity.chain().getFirst().getSerialNumber();
  }

  private Certificate shown() throws GeneralSecurityException, IOException {
    TlsIdentity caller = fixture.network().node(StreamFixture.CALLER);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(
        new KeyManager[] {caller.keyManager()}, new TrustManager[] {caller.trustManager()}, null);
    Endpoint endpoint = fixture.endpoint();
    try (var socket =
        (SSLSocket) context.getSocketFactory().createSocket(endpoint.host(), endpoint.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }
}
