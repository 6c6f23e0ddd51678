package kz.digitaltenge.adapters.abs.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.TlsIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection that can be cut from any thread: closing ends the plain connection below, and so
/// does not wait, as TLS would, for a word of the other side.
public final class TlsConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);

  private final Socket plain;
  private final SSLSocket socket;
  private final TlsIdentity own;

  TlsConnection(Socket plain, SSLSocket socket, TlsIdentity own) {
    this.plain = plain;
    this.socket = socket;
    this.own = own;
  }

  /// Makes each side known to the other.
  ///
  /// @param timeout of each wait for bytes, also afterwards
  /// @throws IOException also when the other's certificate was revoked
  public void shakeHands(Duration timeout) throws IOException {
    plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    plain.setTcpNoDelay(true);
    socket.startHandshake();
    // Taking up an earlier session again shows no certificate.
    if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
        && own.refuses(shown)) {
      throw new SSLPeerUnverifiedException("a certificate that was revoked");
    }
  }

  /// Who is at the other end, once hands were shaken.
  public PeerIdentity peer() throws SSLPeerUnverifiedException {
    try {
      return PeerIdentity.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
    } catch (IllegalArgumentException e) {
      var refused = new SSLPeerUnverifiedException("a certificate without name and kind");
      refused.initCause(e);
      throw refused;
    }
  }

  public DataInputStream in() throws IOException {
    return new DataInputStream(socket.getInputStream());
  }

  public DataOutputStream out() throws IOException {
    return new DataOutputStream(socket.getOutputStream());
  }

  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException e) {
      LOG.debug("A connection did not close", e);
    }
  }
}
