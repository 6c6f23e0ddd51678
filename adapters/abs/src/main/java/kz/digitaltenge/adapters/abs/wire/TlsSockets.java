package kz.digitaltenge.adapters.abs.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.TlsIdentity;

/// Sockets with certificates of the network's authority on both sides, TLS 1.3 and nothing else.
public final class TlsSockets {
  private static final String[] VERSIONS = {"TLSv1.3"};
  private static final int BACKLOG = 32;

  private final SSLContext context;

  public TlsSockets(TlsIdentity identity) {
    this.context = context(identity);
  }

  /// Listens; callers without a certificate do not get past the handshake.
  public SSLServerSocket listen(Endpoint endpoint) throws IOException {
    var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
    try {
      server.setEnabledProtocols(VERSIONS);
      server.setNeedClientAuth(true);
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(endpoint.host(), endpoint.port()), BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /// Connects to whoever is called so at that place.
  ///
  /// @param timeout of the connection, and afterwards of each wait for bytes
  public SSLSocket connect(Endpoint endpoint, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    var plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
      plain.setSoTimeout(millis);
      plain.setTcpNoDelay(true);
      var socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, endpoint.host(), endpoint.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(VERSIONS);
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /// Who is at the other end, once the handshake is done.
  public static PeerIdentity peer(SSLSocket socket) throws SSLPeerUnverifiedException {
    try {
      return PeerIdentity.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    } catch (IllegalArgumentException e) {
      var refused = new SSLPeerUnverifiedException("a certificate without name and kind");
      refused.initCause(e);
      throw refused;
    }
  }

  private static SSLContext context(TlsIdentity identity) {
    try {
      var password = new char[0];
      KeyStore keys = empty();
      keys.setKeyEntry(
          "self", identity.key(), password, identity.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, password);
      KeyStore roots = empty();
      for (int i = 0; i < identity.roots().size(); i++) {
        roots.setCertificateEntry("root" + i, identity.roots().get(i));
      }
      TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(roots);
      SSLContext context = SSLContext.getInstance(VERSIONS[0]);
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("certificates that TLS cannot use: " + identity, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
