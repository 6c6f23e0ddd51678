package kz.digitaltenge.app.role;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.node.customer.LimitFile;
import kz.digitaltenge.node.customer.Limits;
import kz.digitaltenge.node.customer.ListScreening;
import kz.digitaltenge.node.customer.Screening;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentSteps;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.KeyFolder;

/// How to start a node.
///
/// @param tls its certificate, kind `NODE`, named like the node
/// @param keys holds [NodeKeys#IDENTITY] and [NodeKeys#SEALING], at the central bank the keys of
///   [NodeKeys] for issuance too
/// @param parameters the chain of network parameters from the genesis on; its end says where the
///   node listens
/// @param steps told of every step of every payment
/// @param evidence folder for what shows that others misbehaved
/// @param guarding what stands between payments and what the bank's own books say to them
public record NodeSetting(
    NodeId self,
    TlsIdentity tls,
    KeyFolder keys,
    VaultDatabase database,
    List<SignedParameters> parameters,
    PaymentSteps steps,
    Path evidence,
    UnaryOperator<AccountGuard> guarding) {
  private static final String SCREENING_HEAD =
      """
      # Who is not served: an account number, IIN, BIN or phone, a space, a code such as SANCTIONS; read anew when changed.
      """;

  public NodeSetting {
    parameters = List.copyOf(parameters);
  }

  /// With nothing more between payments and the bank's books.
  public NodeSetting(
      NodeId self,
      TlsIdentity tls,
      KeyFolder keys,
      VaultDatabase database,
      List<SignedParameters> parameters,
      PaymentSteps steps,
      Path evidence) {
    this(self, tls, keys, database, parameters, steps, evidence, UnaryOperator.identity());
  }

  /// The same with something between payments and the bank's books.
  NodeSetting guarding(UnaryOperator<AccountGuard> other) {
    return new NodeSetting(self, tls, keys, database, parameters, steps, evidence, other);
  }

  /// Against the list `screening.txt` beside the evidence, made empty when there is none.
  Screening screening(InstantSource clock) {
    Path list = evidence.resolveSibling("screening.txt");
    if (!KeyFiles.exists(list)) {
      KeyFiles.write(list, SCREENING_HEAD.getBytes(StandardCharsets.UTF_8));
    }
    return new ListScreening(list, clock);
  }

  /// The table `limits.csv` beside the evidence, made with the usual rows when there is none.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NODE_FILE_UNUSABLE`
  Limits limits(InstantSource clock) {
    Path table = evidence.resolveSibling("limits.csv");
    if (!KeyFiles.exists(table)) {
      KeyFiles.write(table, LimitFile.usual());
    }
    return LimitFile.open(table, clock);
  }

  /// As `retention.properties` beside the evidence says, made with the usual when there is none.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `NODE_FILE_UNUSABLE`
  Retention retention() {
    return Retention.of(evidence.resolveSibling("retention.properties"));
  }

  /// Where the ID centre is; empty when this node was not told.
  Optional<IdCentreContact> idCentre() {
    return IdCentreContact.read(Objects.requireNonNull(evidence.getParent()));
  }

  /// Folder for the orders of the central bank's officers.
  public Path orders() {
    return evidence.resolveSibling("orders");
  }

  /// Folder for the supply proofs that the central bank makes.
  public Path supply() {
    return evidence.resolveSibling("supply");
  }
}
