package kz.digitaltenge.api.stream;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes certificates that lead to the network's roots, but for those that are refused by their
/// number.
final class NetworkTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager roots;
  private volatile Set<BigInteger> refused = Set.of();

  NetworkTrust(List<X509Certificate> roots) {
    this.roots = trusting(roots);
  }

  /// Whether there is one among them that was not refused before.
  synchronized boolean refuse(Set<BigInteger> serials) {
    if (refused.containsAll(serials)) {
      return false;
    }
    var all = new HashSet<>(refused);
    all.addAll(serials);
    refused = Set.copyOf(all);
    return true;
  }

  Set<BigInteger> refused() {
    return refused;
  }

  private static X509ExtendedTrustManager trusting(List<X509Certificate> roots) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root" + i, roots.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new IllegalStateException("this JDK has no X.509 trust manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("roots that TLS cannot use", e);
    }
  }

  private void requireNotRefused(X509Certificate[] chain) throws CertificateException {
    for (X509Certificate certificate : chain) {
      if (refused.contains(certificate.getSerialNumber())) {
        throw new CertificateException(
            "%s was revoked".formatted(certificate.getSubjectX500Principal().getName()));
      }
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    roots.checkClientTrusted(chain, type);
    requireNotRefused(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    roots.checkClientTrusted(chain, type, socket);
    requireNotRefused(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    roots.checkClientTrusted(chain, type, engine);
    requireNotRefused(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    roots.checkServerTrusted(chain, type);
    requireNotRefused(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    roots.checkServerTrusted(chain, type, socket);
    requireNotRefused(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    roots.checkServerTrusted(chain, type, engine);
    requireNotRefused(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return roots.getAcceptedIssuers();
  }
}
