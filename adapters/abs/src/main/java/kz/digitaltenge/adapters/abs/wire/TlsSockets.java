package kz.digitaltenge.adapters.abs.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;

/// Sockets with certificates of the network's authority on both sides, TLS 1.3 and nothing else.
public final class TlsSockets {
  private static final String[] VERSIONS = {"TLSv1.3"};
  private static final int BACKLOG = 32;

  private final TlsIdentity own;
  private final SSLContext context;

  public TlsSockets(TlsIdentity identity) {
    this.own = identity;
    this.context = context(identity);
  }

  /// Listens for plain connections, each to be taken with [#taken].
  public static ServerSocket listen(Endpoint endpoint) throws IOException {
    var server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(endpoint.host(), endpoint.port()), BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /// The listening side of a connection; callers without a certificate do not get past the
  /// handshake.
  public TlsConnection taken(Socket plain) throws IOException {
    var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setNeedClientAuth(true);
    socket.setSSLParameters(parameters);
    return new TlsConnection(plain, socket, own);
  }

  /// Connects to whoever is called so at that place.
  ///
  /// @param timeout of the connection, and afterwards of each wait for bytes
  public TlsConnection connect(Endpoint endpoint, Duration timeout) throws IOException {
    var plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()),
          Math.toIntExact(timeout.toMillis()));
      var socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, endpoint.host(), endpoint.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(VERSIONS);
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      var connection = new TlsConnection(plain, socket, own);
      connection.shakeHands(timeout);
      return connection;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static SSLContext context(TlsIdentity identity) {
    try {
      SSLContext context = SSLContext.getInstance(VERSIONS[0]);
      context.init(
          new KeyManager[] {identity.keyManager()},
          new TrustManager[] {identity.trustManager()},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("certificates that TLS cannot use: " + identity, e);
    }
  }
}
