package kz.digitaltenge.app.gateway;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.gateway.client.TrustedHttp;
import kz.digitaltenge.gateway.webhook.AddressRange;
import kz.digitaltenge.gateway.webhook.Receivers;

/// Where a bank's gateway may tell of events.
///
/// @param hosts `host` or `host:port`
/// @param networks private addresses that their names may lead to
/// @param roots of authorities whose certificates are believed there; none for the participants'
///   root alone
public record WebhookReach(
    Set<String> hosts, List<AddressRange> networks, List<X509Certificate> roots) {
  /// Receivers on this machine, with certificates of the participants' authority.
  public static final WebhookReach THIS_MACHINE =
      new WebhookReach(Set.of("localhost", "127.0.0.1", "[::1]"), List.of(), List.of());

  public WebhookReach {
    hosts = Set.copyOf(hosts);
    networks = List.copyOf(networks);
    roots = List.copyOf(roots);
  }

  Receivers receivers(X509Certificate participants) {
    return new Receivers(
        hosts,
        networks,
        TrustedHttp.context(roots.isEmpty() ? List.of(participants) : roots),
        Receivers.Names.SYSTEM);
  }
}
