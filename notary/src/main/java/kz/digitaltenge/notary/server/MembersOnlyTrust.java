package kz.digitaltenge.notary.server;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import kz.digitaltenge.api.stream.PeerIdentity;

/// Trusts certificates of the network's authority that were issued to notary members which the
/// parameters list, and no others: every node has a certificate of the same authority, and none may
/// speak consensus.
final class MembersOnlyTrust extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager network;
  private final Predicate<String> isMember;

  MembersOnlyTrust(X509ExtendedTrustManager network, Predicate<String> isMember) {
    this.network = network;
    this.isMember = isMember;
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
