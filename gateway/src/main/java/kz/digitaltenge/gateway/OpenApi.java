package kz.digitaltenge.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import kz.digitaltenge.ledger.codec.Bytes;

/// The published description of the interface, for people and generators of clients.
final class OpenApi {
  static final String PATH = "/openapi.yaml";

  /// RFC 9512.
  static final String TYPE = "application/yaml";

  private OpenApi() {}

  static Bytes document() {
    try (InputStream bytes = OpenApi.class.getResourceAsStream("openapi.yaml")) {
      if (bytes == null) {
        throw new IllegalStateException("openapi.yaml is not among the resources");
      }
      return Bytes.of(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
