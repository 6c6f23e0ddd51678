package kz.digitaltenge.app.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kz.digitaltenge.app.platform.TlsPlaces.Kept;
import kz.digitaltenge.trust.participant.CertificateKind;

/// Tells when the certificates run out that a process goes by, and those that the participants'
/// authority of the process has issued.
public final class CertificateMeters {
  private final List<Supplier<List<Kept>>> read = new CopyOnWriteArrayList<>();
  private final List<Supplier<Map<CertificateKind, Instant>>> firstEnds =
      new CopyOnWriteArrayList<>();

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
    GaugeWithCallback.builder()
        .name("dt_participant_certificate_expiry_timestamp_seconds")
        .help("When the first of participants' certificates of a kind runs out")
        .labelNames("kind")
        .callback(
            told ->
                earliest()
                    .forEach(
                        (kind, end) ->
                            told.call(
                                (double) end.getEpochSecond(),
                                kind.name().toLowerCase(Locale.ROOT))))
        .register(registry);
  }

  /// Tells of these, read each time, from now on until what is returned is closed.
  public Reading read(Supplier<List<Kept>> certificates) {
    read.add(certificates);
    return () -> read.remove(certificates);
  }

  /// Likewise of participants', of each kind the first that runs out: they are many, and their
  /// names may be people's.
  public Reading readFirstEnds(Supplier<Map<CertificateKind, Instant>> certificates) {
    firstEnds.add(certificates);
    return () -> firstEnds.remove(certificates);
  }

  private Map<CertificateKind, Instant> earliest() {
    var all = new EnumMap<CertificateKind, Instant>(CertificateKind.class);
    firstEnds.forEach(
        certificates ->
            certificates
                .get()
                .forEach(
                    (kind, end) ->
                        all.merge(kind, end, (one, other) -> one.isBefore(other) ? one : other)));
    return all;
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
