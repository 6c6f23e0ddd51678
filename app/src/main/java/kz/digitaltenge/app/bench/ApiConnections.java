package kz.digitaltenge.app.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/// Connections to one gateway, kept open and used by one caller at a time. It does as much HTTP as
/// a gateway's answers need, at a fraction of what the JDK's client costs: what is measured is the
/// platform, and the programs that ask share its cores.
final class ApiConnections implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  /// Of `HTTP/1.1 200 OK`.
  private static final int STATUS_BEGIN = 9;

  private static final int STATUS_END = 12;
  private static final int DECIMAL = 10;

  private final SSLContext tls;
  private final URI gateway;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  ApiConnections(SSLContext tls, URI gateway) {
    this.tls = tls;
    this.gateway = gateway;
  }

  /// @param fields by their names in small letters
  record Answer(int status, Map<String, String> fields, String body) {
    String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  /// Sends one request and reads its answer.
  ///
  /// @param request head and body
  Answer ask(byte[] request) throws IOException {
    Connection kept = idle.poll();
    Connection connection = kept == null ? connect() : kept;
    try {
      Answer answer = connection.ask(request);
      idle.add(connection);
      return answer;
    } catch (IOException e) {
      connection.socket.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection each : idle) {
      each.socket.close();
    }
  }

  private Connection connect() throws IOException {
    Socket socket = tls.getSocketFactory().createSocket(gateway.getHost(), gateway.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
  }

  private record Connection(Socket socket, InputStream in) {
    Answer ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      int status = Integer.parseInt(line(), STATUS_BEGIN, STATUS_END, DECIMAL);
      Map<String, String> fields = new TreeMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        fields.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
      return new Answer(status, fields, new String(in.readNBytes(length), US_ASCII));
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new EOFException("the gateway has hung up");
        }
        line.append((char) next);
      }
      return line.toString().stripTrailing();
    }
  }
}
