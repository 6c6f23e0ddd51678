package kz.digitaltenge.api.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Speaks HTTP/2 by hand (RFC 9113), so that a frame can be announced and then cut in the middle.
final class HalfFrame {
  static final String FRAMES = "kz.digitaltenge.wire.FrameStream/Open";

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int CONTINUATION = 9;
  private static final int CANCEL = 8;
  private static final int END_HEADERS = 4;
  private static final char[] PASSWORD = {'x'};

  private final TlsIdentity identity;
  private final Endpoint endpoint;
  private @Nullable SSLContext context;

  HalfFrame(TlsIdentity identity, Endpoint endpoint) {
    this.identity = identity;
    this.endpoint = endpoint;
  }

  void sendAndHangUp() throws IOException, GeneralSecurityException {
    try (SSLSocket socket = connect()) {
      var out = socket.getOutputStream();
      frame(out, HEADERS, END_HEADERS, 1, headers());
      // A gRPC message of 1000 bytes is announced; ten follow.
      announce(out, 1, 1000);
      out.flush();
      // The server's first bytes show that it is at work on the connection.
      if (socket.getInputStream().read() < 0) {
        throw new IOException("the server hung up first");
      }
    }
  }

  /// A connection past its handshake and the preface of HTTP/2.
  SSLSocket connect() throws IOException, GeneralSecurityException {
    var socket =
        (SSLSocket) context().getSocketFactory().createSocket(endpoint.host(), endpoint.port());
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    var out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(out, SETTINGS, 0, 0, new byte[0]);
    out.flush();
    return socket;
  }

  /// Announces a gRPC message of a size, and sends ten bytes of it.
  static void announce(OutputStream out, int stream, int size) throws IOException {
    frame(out, DATA, 0, stream, ByteBuffer.allocate(15).put((byte) 0).putInt(size).array());
  }

  static void open(OutputStream out, int stream) throws IOException {
    frame(out, HEADERS, END_HEADERS, stream, headers());
  }

  /// Opens a stream to a method, such as `service/Method`.
  static void open(OutputStream out, int stream, String path) throws IOException {
    frame(out, HEADERS, END_HEADERS, stream, headers(path));
  }

  static void data(OutputStream out, int stream, byte[] bytes) throws IOException {
    frame(out, DATA, 0, stream, bytes);
  }

  /// Begins the headers of a stream.
  static void beginHeaders(OutputStream out) throws IOException {
    frame(out, HEADERS, 0, 1, headers());
  }

  /// Goes on with headers that were begun, and does not end them.
  static void moreHeaders(OutputStream out, int bytes) throws IOException {
    var block = new ByteArrayOutputStream();
    while (block.size() < bytes) {
      literal(block, "more", "x".repeat(100));
    }
    frame(out, CONTINUATION, 0, 1, block.toByteArray());
  }

  /// Opens a stream and takes it back.
  static void openAndReset(OutputStream out, int stream) throws IOException {
    open(out, stream);
    frame(out, RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  /// The beginning of a frame of HTTP/2 that claims more than anybody agreed to.
  static void announceHttpFrame(OutputStream out, int size) throws IOException {
    out.write(
        ByteBuffer.allocate(9)
            .put((byte) (size >> 16))
            .putShort((short) size)
            .put((byte) DATA)
            .put((byte) 0)
            .putInt(1)
            .array());
  }

  private static byte[] headers() {
    return headers(FRAMES);
  }

  private static byte[] headers(String path) {
    var block = new ByteArrayOutputStream();
    literal(block, ":method", "POST");
    literal(block, ":scheme", "https");
    literal(block, ":path", "/" + path);
    literal(block, ":authority", "localhost");
    literal(block, "content-type", "application/grpc");
    literal(block, "te", "trailers");
    literal(block, "dt-service", "peer");
    return block.toByteArray();
  }

  /// A header field without indexing and without Huffman coding (RFC 7541 §6.2.2); lengths below
  /// 127.
  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    block.write(name.length());
    block.writeBytes(name.getBytes(US_ASCII));
    block.write(value.length());
    block.writeBytes(value.getBytes(US_ASCII));
  }

  private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.write(
        ByteBuffer.allocate(9 + payload.length)
            .put((byte) (payload.length >> 16))
            .putShort((short) payload.length)
            .put((byte) type)
            .put((byte) flags)
            .putInt(stream)
            .put(payload)
            .array());
  }

  private SSLContext context() throws GeneralSecurityException, IOException {
    if (context == null) {
      context = newContext();
    }
    return context;
  }

  private SSLContext newContext() throws GeneralSecurityException, IOException {
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, PASSWORD);
    own.setKeyEntry("own", identity.key(), PASSWORD, identity.chain().toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("root", identity.roots().getFirst());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    var fresh = SSLContext.getInstance("TLSv1.3");
    fresh.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return fresh;
  }
}
