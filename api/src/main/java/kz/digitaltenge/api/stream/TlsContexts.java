package kz.digitaltenge.api.stream;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import javax.net.ssl.SSLException;

/// TLS 1.3 with certificates on both sides, and nothing else.
final class TlsContexts {
  private static final String VERSION = "TLSv1.3";

  private TlsContexts() {}

  static SslContext client(TlsIdentity identity) {
    var builder = SslContextBuilder.forClient().keyManager(identity.keyManager());
    return built(builder, identity);
  }

  static SslContext server(TlsIdentity identity) {
    var builder = SslContextBuilder.forServer(identity.keyManager()).clientAuth(ClientAuth.REQUIRE);
    return built(builder, identity);
  }

  private static SslContext built(SslContextBuilder builder, TlsIdentity identity) {
    try {
      return GrpcSslContexts.configure(builder)
          .protocols(VERSION)
          .trustManager(identity.trustManager())
          .build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("certificates that TLS cannot use: " + identity, e);
    }
  }
}
