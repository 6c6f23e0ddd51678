package kz.digitaltenge.app.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.role.CoreBankingPlan;
import kz.digitaltenge.app.role.IdCentreContact;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.sandbox.NetworkPlan.PlannedNode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.AssetTerms.ApprovalTier;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.KeyFolder;
import kz.digitaltenge.trust.NetworkAuthority;
import kz.digitaltenge.trust.TlsFolder;

/// Makes a network in a data folder, or opens the one that is there: authority, certificates, keys,
/// and the chain of network parameters, whose genesis the central bank signs at the first start.
///
/// A first start that was killed goes on: what was made stays, and the network exists once its
/// genesis is on disk.
public final class Founding {
  private static final String NETWORK = "Digital tenge sandbox";
  private static final String OPERATOR = "sandbox operator";
  private static final String BANK_OPERATOR = "operator of ";
  private static final String CODE = "KZT";

  /// Larger steps of the money supply need both officers.
  private static final Amount ONE_OFFICER_MAX = Amount.ofTenge(10_000_000_000L);

  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Machine machine;
  private final NetworkAuthority authority;
  private final ParametersFolder parameters;
  private final OfficersKeys officers;

  private Founding(DataFolder folder, NetworkPlan plan, Machine machine) {
    this.folder = folder;
    this.plan = plan;
    this.machine = machine;
    this.parameters = ParametersFolder.of(folder);
    this.authority =
        parameters.isEmpty()
            ? NetworkAuthority.openOrCreate(
                folder.authority(), NETWORK, machine.entropy(), machine.clock())
            : NetworkAuthority.open(folder.authority(), machine.entropy(), machine.clock());
    this.officers = new OfficersKeys(folder, authority.fingerprint(), machine);
  }

  /// The network of the folder, listening as planned.
  ///
  /// @throws PlatformException when the folder cannot be used; `KEY_FILE_MISSING` also when its
  ///   keys are neither those that the newest parameters name nor made here in their place
  public static Founding of(DataFolder folder, NetworkPlan plan, Machine machine) {
    var founding = new Founding(folder, plan, machine);
    NodeKeys.officerNames().forEach(founding::giveOfficerOwnKey);
    if (founding.parameters.isEmpty()) {
      founding.found();
    }
    founding.moveToPlannedPorts();
    founding.makeIdCentre();
    var _ = founding.operator();
    NodeKeys.officerNames().forEach(founding::officer);
    founding.banks().forEach(bank -> founding.operator(bank.node()));
    return founding;
  }

  public List<SignedParameters> chain() {
    return parameters.chain();
  }

  public TlsIdentity tls(NodeId node) {
    return tls(folder.node(node), CertificateRequest.node(node.value()));
  }

  public TlsIdentity tls(String member) {
    return tls(folder.notary(member), CertificateRequest.notary(member));
  }

  /// The ID centre's.
  public TlsIdentity idCentre() {
    return tls(
        folder.idCentre(),
        new CertificateRequest(PeerIdentity.Kind.ID_CENTRE, IdCentre.NAME, List.of()));
  }

  public KeyFolder idCentreKeys() {
    return keysIn(folder.idCentre());
  }

  /// For those on this machine who look after the network, operators of the central bank.
  public TlsIdentity operator() {
    return tls(
        folder.operator(), CertificateRequest.operator(OPERATOR, centralBank().node().value()));
  }

  /// For a bank's operators.
  public TlsIdentity operator(NodeId bank) {
    return tls(
        folder.operator(bank),
        CertificateRequest.operator(BANK_OPERATOR + bank.value(), bank.value()));
  }

  /// For an officer of the central bank.
  public TlsIdentity officer(String name) {
    return tls(
        folder.officer(name), CertificateRequest.operator(name, centralBank().node().value()));
  }

  /// An officer's own, which no node reads.
  public KeyFolder officerKeys(String name) {
    return officers.of(name);
  }

  /// Earlier builds kept officers' keys with those of the central bank's node.
  private void giveOfficerOwnKey(String name) {
    NodeKeys.giveOfficer(name, keys(centralBank().node()), officerKeys(name));
  }

  public TlsIdentity coreBanking() {
    var request =
        new CertificateRequest(PeerIdentity.Kind.CORE_BANKING, CoreBankingPlan.NAME, List.of());
    return tls(folder.coreBanking(), request);
  }

  /// A bank's.
  public TlsIdentity coreBanking(NodeId bank) {
    var request =
        new CertificateRequest(
            PeerIdentity.Kind.CORE_BANKING, CoreBankingPlan.name(bank), List.of());
    return tls(folder.coreBanking(bank), request);
  }

  public KeyFolder keys(NodeId node) {
    return keysIn(folder.node(node));
  }

  public KeyFolder keys(String member) {
    return keysIn(folder.notary(member));
  }

  /// Those of a role.
  ///
  /// @param place of the role in the data folder
  public KeyFolder keysIn(Path place) {
    return KeyFolder.open(place.resolve("keys"), authority.fingerprint());
  }

  /// Issues the certificates of all roles, for processes that do not have the authority's key.
  public void issueAll() {
    plan.nodes().forEach(node -> tls(node.node()));
    plan.members().forEach(this::tls);
    var _ = idCentre();
    var _ = coreBanking();
    banks().forEach(bank -> coreBanking(bank.node()));
  }

  private TlsIdentity tls(Path place, CertificateRequest request) {
    var kept = new TlsFolder(place, machine.clock());
    TlsIdentity tls = kept.loadOrIssue(authority, request);
    return machine.renewals().follow(tls, kept, folder.revocations());
  }

  private void found() {
    for (PlannedNode node : plan.nodes()) {
      KeyFolder keys = keys(node.node());
      makeKey(keys, NodeKeys.IDENTITY);
      makeSeed(keys, NodeKeys.SEALING);
    }
    KeyFolder centralBank = keys(centralBank().node());
    makeKey(centralBank, NodeKeys.ISSUANCE);
    NodeKeys.officerNames().forEach(officer -> makeKey(officerKeys(officer), officer));
    plan.members().forEach(member -> makeSeed(keys(member), NodeKeys.HEAD));
    parameters.add(signed(1, Optional.empty()));
  }

  /// Makes the ID centre's keys and the key that the banks share, each once, also for a network
  /// that was founded before there was an ID centre, and tells it and the banks where it is.
  private void makeIdCentre() {
    KeyFolder centre = idCentreKeys();
    makeKey(centre, NodeKeys.STATEMENTS);
    makeSeed(centre, NodeKeys.CLAIMS);
    List<PlannedNode> banks = banks();
    Optional<Seed> shared =
        banks.stream()
            .map(bank -> keys(bank.node()))
            .filter(keys -> keys.hasSeed(NodeKeys.ALIASES))
            .map(keys -> keys.seed(NodeKeys.ALIASES))
            .findFirst();
    byte[] seed =
        shared.map(Seed::reveal).orElseGet(() -> machine.entropy().bytes(Seed.SIZE_BYTES));
    IdCentreContact.read(folder.idCentre())
        .ifPresent(told -> requireSuccessor(centre, NodeKeys.STATEMENTS, told.key()));
    var contact =
        new IdCentreContact(
            Endpoint.parse(plan.idCentreEndpoint()), publicKey(centre, NodeKeys.STATEMENTS));
    contact.write(folder.idCentre());
    // The central bank's node tells the centre of its officers' orders.
    contact.write(folder.node(centralBank().node()));
    for (PlannedNode bank : banks) {
      KeyFolder keys = keys(bank.node());
      if (!keys.hasSeed(NodeKeys.ALIASES)) {
        var _ = keys.keepSeed(NodeKeys.ALIASES, seed, machine.entropy());
      }
      contact.write(folder.node(bank.node()));
    }
  }

  /// Publishes new parameters when the network was made for other ports, or a key was replaced.
  private void moveToPlannedPorts() {
    NetworkParameters current = chain().getLast().parameters();
    if (current.notary().size() != plan.notaries()) {
      throw Problem.of(
              ErrorCode.MALFORMED_REQUEST,
              "field",
              "--notaries",
              "reason",
              "the network in %s has %d; leave the option out, or start over with --fresh"
                  .formatted(folder, current.notary().size()))
          .exception();
    }
    SignedParameters next = signed(current.epoch() + 1, Optional.of(current));
    if (!next.parameters().participants().equals(current.participants())
        || !next.parameters().notary().equals(current.notary())
        || !next.parameters().assets().equals(current.assets())) {
      parameters.add(next);
    }
  }

  private SignedParameters signed(int epoch, Optional<NetworkParameters> before) {
    Instant now = machine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    List<AssetTerms> assets =
        before
            .map(each -> each.assets().stream().map(this::withPresentKeys).toList())
            .orElseGet(() -> List.of(tenge()));
    // An officer's former key approves nothing from then on, not even for a while.
    var next =
        new NetworkParameters(
            epoch,
            before.map(NetworkParameters::hash),
            now,
            before.isPresent() && !officersOf(before.get().assets()).equals(officersOf(assets)),
            plan.nodes().stream().map(node -> participant(node, before)).toList(),
            plan.members().stream().map(member -> member(member, before)).toList(),
            assets);
    SignedParameters signed = SignedParameters.sign(next, centralBank(before));
    return before
        .map(each -> officers.sign(signed, each, officersOf(each.assets())))
        .orElse(signed);
  }

  private List<PublicKey> officersOf(List<AssetTerms> assets) {
    return assets.stream()
        .filter(terms -> terms.asset().equals(tengeAsset()))
        .flatMap(terms -> terms.officers().stream())
        .toList();
  }

  /// By the key that the parameters before name, which may have been replaced since.
  private Signer centralBank(Optional<NetworkParameters> before) {
    Signer present = signer(NodeKeys.IDENTITY);
    if (before.isEmpty() || before.get().centralBank().identityKey().equals(present.publicKey())) {
      return present;
    }
    KeyFolder keys = keys(centralBank().node());
    PublicKey named = before.get().centralBank().identityKey();
    return NodeKeys.former(keys, NodeKeys.IDENTITY, named, machine.cryptography())
        .orElseThrow(() -> missing(keys.keyFile(NodeKeys.IDENTITY)));
  }

  private AssetTerms withPresentKeys(AssetTerms terms) {
    if (!terms.asset().equals(tengeAsset())) {
      return terms;
    }
    KeyFolder keys = keys(centralBank().node());
    requireSuccessor(keys, NodeKeys.ISSUANCE, terms.issuanceKey());
    return new AssetTerms(
        terms.asset(),
        publicKey(keys, NodeKeys.ISSUANCE),
        officers.after(terms.officers()),
        terms.approvals());
  }

  private Participant participant(PlannedNode node, Optional<NetworkParameters> before) {
    KeyFolder keys = keys(node.node());
    before
        .flatMap(parameters -> parameters.participant(node.node()))
        .ifPresent(named -> requireSuccessor(keys, NodeKeys.IDENTITY, named.identityKey()));
    return new Participant(
        node.node(),
        node.name(),
        node.bankCode(),
        plan.endpoint(node),
        publicKey(keys, NodeKeys.IDENTITY),
        node.kind());
  }

  /// A key that differs from the named one comes after it only if it was put in its place here.
  /// Otherwise the files are of an old backup, and their key may have been replaced for a reason.
  private static void requireSuccessor(KeyFolder keys, String name, PublicKey named) {
    require(
        publicKey(keys, name).equals(named) || NodeKeys.isFormer(keys, name, named),
        keys.keyFile(name));
  }

  private static void require(boolean isNamed, Path file) {
    if (!isNamed) {
      throw missing(file);
    }
  }

  static PlatformException missing(Path file) {
    return Problem.of(
            ErrorCode.KEY_FILE_MISSING,
            "path",
            file + " with the key that the newest parameters name")
        .exception();
  }

  /// The consensus keeps its members' addresses in its own log, so they stay what they were.
  private NotaryMember member(String name, Optional<NetworkParameters> before) {
    String raftEndpoint =
        before.stream()
            .flatMap(parameters -> parameters.notary().stream())
            .filter(member -> member.name().equals(name))
            .map(NotaryMember::raftEndpoint)
            .findFirst()
            .orElseGet(() -> plan.raftEndpoint(name));
    KeyFolder keys = keys(name);
    PublicKey head = machine.cryptography().ed25519().publicKey(keys.seed(NodeKeys.HEAD));
    before.stream()
        .flatMap(parameters -> parameters.notary().stream())
        .filter(member -> member.name().equals(name))
        .forEach(named -> require(named.headKey().equals(head), keys.seedFile(NodeKeys.HEAD)));
    return new NotaryMember(name, plan.endpoint(name), raftEndpoint, head);
  }

  private AssetTerms tenge() {
    return new AssetTerms(
        tengeAsset(),
        publicKey(keys(centralBank().node()), NodeKeys.ISSUANCE),
        officers.all(),
        List.of(new ApprovalTier(Amount.ZERO, 1), new ApprovalTier(ONE_OFFICER_MAX, 2)));
  }

  private Asset tengeAsset() {
    return new Asset(centralBank().node(), CODE);
  }

  private List<PlannedNode> banks() {
    return plan.nodes().stream().filter(node -> node.kind() == Participant.Kind.BANK).toList();
  }

  private PlannedNode centralBank() {
    return plan.nodes().getFirst();
  }

  private Signer signer(String name) {
    return NodeKeys.signer(keys(centralBank().node()), name, machine.cryptography());
  }

  private static PublicKey publicKey(KeyFolder keys, String name) {
    return PublicKey.of(keys.key(name).getPublic());
  }

  private void makeKey(KeyFolder keys, String name) {
    if (!keys.hasKey(name)) {
      var _ = keys.createKey(name, machine.entropy());
    }
  }

  private void makeSeed(KeyFolder keys, String name) {
    if (!keys.hasSeed(name)) {
      var _ = keys.createSeed(name, machine.entropy());
    }
  }
}
