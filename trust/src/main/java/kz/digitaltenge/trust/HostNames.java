package kz.digitaltenge.trust;

import java.util.Collection;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/// The names and addresses of hosts as certificates carry them.
public final class HostNames {
  private HostNames() {}

  public static GeneralNames of(Collection<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }
}
