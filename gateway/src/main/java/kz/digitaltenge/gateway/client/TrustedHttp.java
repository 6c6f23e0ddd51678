package kz.digitaltenge.gateway.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import kz.digitaltenge.api.stream.TlsIdentity;

/// HTTPS to whom the participants' authority has certified, and to nobody else.
public final class TrustedHttp {
  private TrustedHttp() {}

  /// Without a certificate of the caller's: for what everybody may read.
  public static HttpClient client(X509Certificate root) {
    return client(context(root));
  }

  /// With the certificate that a participant's programs connect with.
  public static HttpClient client(TlsIdentity own) {
    return client(context(own));
  }

  private static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
  }

  /// With the certificate that a participant's programs connect with, for connections of other
  /// libraries.
  public static SSLContext context(TlsIdentity own) {
    try {
      var none = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("own", own.key(), none, own.chain().toArray(X509Certificate[]::new));
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, none);
      return context(keys.getKeyManagers(), own.roots());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK cannot connect with this certificate", e);
    }
  }

  /// For connections of other libraries.
  public static SSLContext context(X509Certificate root) {
    return context(List.of(root));
  }

  /// To whom one of several authorities has certified.
  public static SSLContext context(List<X509Certificate> roots) {
    return context(new KeyManager[0], roots);
  }

  private static SSLContext context(KeyManager[] own, List<X509Certificate> roots) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK cannot trust these roots", e);
    }
  }
}
