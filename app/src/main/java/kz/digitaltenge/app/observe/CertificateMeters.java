package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;

/// Tells when the certificates run out that a process goes by.
public final class CertificateMeters {
  private final List<Supplier<List<Kept>>> read = new CopyOnWriteArrayList<>();

  CertificateMeters(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dt_certificate_expiry_timestamp_seconds")
        .help("When a certificate of the network's own authority runs out")
        .labelNames("kind", "name")
        .callback(
            told ->
                all()
                    .forEach(
                        each ->
                            told.call(
                                (double) each.validUntil().getEpochSecond(),
                                each.kind().toLowerCase(Locale.ROOT),
                                each.name())))
        .register(registry);
  }

  /// Tells of these, read each time, from now on until what is returned is closed.
  public Reading read(Supplier<List<Kept>> certificates) {
    read.add(certificates);
    return () -> read.remove(certificates);
  }

  /// One a holder: a series told twice is none.
  private Set<Kept> all() {
    var holders = new LinkedHashSet<String>();
    var all = new LinkedHashSet<Kept>();
    read.stream()
        .flatMap(certificates -> certificates.get().stream())
        .filter(each -> holders.add(each.kind() + " " + each.name()))
        .forEach(all::add);
    return all;
  }
}
