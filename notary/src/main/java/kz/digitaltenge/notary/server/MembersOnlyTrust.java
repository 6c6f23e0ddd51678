package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import kz.digitaltenge.api.stream.PeerIdentity;

/// Trusts certificates of the network's authority that were issued to notary members which the
/// parameters list, and no others: every node has a certificate of the same authority, and none may
/// speak consensus.
final class MembersOnlyTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager network;
  private final Predicate<String> isMember;

  MembersOnlyTrust(List<X509Certificate> roots, Predicate<String> isMember) {
    this.network = trusting(roots);
    this.isMember = isMember;
  }

  private static X509ExtendedTrustManager trusting(List<X509Certificate> roots) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate root : roots) {
        store.setCertificateEntry(root.getSubjectX500Principal().getName(), root);
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
      throw new IllegalStateException("the network's roots cannot be used", e);
    }
  }

  private void requireMember(X509Certificate[] chain) throws CertificateException {
    try {
      PeerIdentity peer = PeerIdentity.of(chain[0]);
      if (peer.kind() != PeerIdentity.Kind.NOTARY || !isMember.test(peer.name())) {
        throw new CertificateException(
            "%s %s is no member of the notary".formatted(peer.kind(), peer.name()));
      }
    } catch (IllegalArgumentException e) {
      throw new CertificateException("the certificate names nobody", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    network.checkClientTrusted(chain, type);
    requireMember(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    network.checkClientTrusted(chain, type, socket);
    requireMember(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    network.checkClientTrusted(chain, type, engine);
    requireMember(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    network.checkServerTrusted(chain, type);
    requireMember(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    network.checkServerTrusted(chain, type, socket);
    requireMember(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    network.checkServerTrusted(chain, type, engine);
    requireMember(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return network.getAcceptedIssuers();
  }
}
