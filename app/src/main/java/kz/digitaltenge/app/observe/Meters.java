package kz.digitaltenge.app.observe;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// All that a process counts, whatever roles it plays; [Observation] shows it to who reads.
public final class Meters {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final BankMeters banks = new BankMeters(registry);
  private final NodeMeters nodes = new NodeMeters(registry);
  private final MemberMeters members = new MemberMeters(registry);
  private final CentralBankMeters centralBanks = new CentralBankMeters(registry);
  private final LinkMeters links = new LinkMeters(registry);
  private final CertificateMeters certificates = new CertificateMeters(registry);

  /// To be told of a central bank.
  public CentralBankMeters centralBanks() {
    return centralBanks;
  }

  /// To be told of what roles need beside the network.
  public LinkMeters links() {
    return links;
  }

  /// To be told of what gateways do.
  public BankMeters banks() {
    return banks;
  }

  /// To be told of what nodes do.
  public NodeMeters nodes() {
    return nodes;
  }

  /// To be told of members of the notary.
  public MemberMeters members() {
    return members;
  }

  /// To be told of the certificates that the process goes by.
  public CertificateMeters certificates() {
    return certificates;
  }

  PrometheusRegistry registry() {
    return registry;
  }
}
