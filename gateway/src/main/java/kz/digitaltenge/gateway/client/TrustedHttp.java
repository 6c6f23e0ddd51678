package kz.digitaltenge.gateway.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// HTTPS to whom the participants' authority has certified, and to nobody else.
public final class TrustedHttp {
  private TrustedHttp() {}

  public static HttpClient client(X509Certificate root) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context(root))
        .build();
  }

  /// For connections of other libraries.
  public static SSLContext context(X509Certificate root) {
    return context(List.of(root));
  }

  /// To whom one of several authorities has certified.
  public static SSLContext context(List<X509Certificate> roots) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK cannot trust these roots", e);
    }
  }
}
