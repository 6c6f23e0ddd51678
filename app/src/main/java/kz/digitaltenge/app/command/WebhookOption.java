package kz.digitaltenge.app.command;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import kz.digitaltenge.app.gateway.WebhookReach;
import kz.digitaltenge.gateway.webhook.AddressRange;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.KeyFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a bank's programs may have its gateway tell of events.
final class WebhookOption {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  @Option(
      names = "--webhook-host",
      paramLabel = "HOST[:PORT]",
      description = {
        "A host that the gateway may tell of events, at any port or this one; once for each.",
        "This machine alone when left out."
      })
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--webhook-network",
      paramLabel = "ADDRESS/BITS",
      description = {
        "Private addresses that the names of these hosts may lead to, 10.20.0.0/16; once for each.",
        "None when left out: a name that leads to one is not called."
      })
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--webhook-roots",
      paramLabel = "FILE",
      description = {
        "Root certificates, PEM, that prove who these hosts are; the participants' root alone when",
        "left out."
      })
  private @Nullable Path roots;

  WebhookReach reach() {
    for (String each : hosts) {
      if (!HOST.matcher(each).matches()) {
        throw TypedText.malformed("--webhook-host", "\"" + each + "\" is not HOST or HOST:PORT");
      }
    }
    return new WebhookReach(
        hosts.isEmpty() ? WebhookReach.THIS_MACHINE.hosts() : new HashSet<>(hosts),
        networks.stream().map(WebhookOption::network).toList(),
        roots == null ? List.of() : certificates(roots));
  }

  private static AddressRange network(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException _) {
      throw TypedText.malformed("--webhook-network", "\"" + text + "\" is not ADDRESS/BITS");
    }
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(KeyFiles.readPublic(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw TypedText.malformed("--webhook-roots", file + " holds no certificate");
      }
      return found;
    } catch (CertificateException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }
}
