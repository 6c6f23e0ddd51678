package kz.digitaltenge.app.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;

/// Who takes part in a network on this machine, and at which ports: the central bank at the first,
/// banks at those that follow, then the status of certificates, the core banking system, the
/// operator's monitoring and the ID centre, the notary's members ten further on and the banks'
/// gateways after those, the members' consensus another ten and the banks' core banking systems
/// after that, and the central bank's gateway at the last.
///
/// @param port the first
/// @param notaries how many members the notary has
/// @param banks how many of the banks that there are, from the first on
public record NetworkPlan(int port, int notaries, int banks) {
  /// Ports from the first to the last.
  public static final int PORTS = 31;

  /// Where a network listens unless told otherwise.
  public static final int PORT_STANDARD = 7400;

  /// How many members a notary may have: so many that a majority is more than half by one.
  public static final Set<Integer> NOTARIES = Set.of(1, 3, 5);

  private static final String HOST = "127.0.0.1";
  private static final int STATUS = 6;
  private static final int OBSERVATION = 8;
  private static final int ID_CENTRE = 9;
  private static final int CORE_BANKING = 7;
  private static final int MEMBERS_FROM = 10;
  private static final int GATEWAYS_FROM = 15;
  private static final int CONSENSUS_FROM = 20;
  private static final int BANK_CORES_FROM = 25;
  private static final int CENTRAL_GATEWAY = 30;

  private static final List<PlannedNode> NODES =
      List.of(
          new PlannedNode(
              new NodeId("NBRKKZKX"),
              "National Bank of Kazakhstan",
              "125",
              Participant.Kind.CENTRAL_BANK),
          bank("HSBKKZKX", "Halyk Bank", "601"),
          bank("KCJBKZKX", "Bank CenterCredit", "856"),
          bank("EURIKZKA", "Eurasian Bank", "948"),
          bank("ATYNKZKA", "Altyn Bank", "949"),
          bank("KPSTKZKA", "Kazpost", "563"));

  /// A node as it will stand in the network parameters.
  public record PlannedNode(NodeId node, String name, String bankCode, Participant.Kind kind) {}

  public NetworkPlan {
    if (port < 1 || port + PORTS > 65_536) {
      throw new IllegalArgumentException("No room for " + PORTS + " ports from " + port);
    }
    if (!NOTARIES.contains(notaries)) {
      throw new IllegalArgumentException("A notary has 1, 3 or 5 members, not " + notaries);
    }
    if (banks < 1 || banks >= NODES.size()) {
      throw new IllegalArgumentException("There are not " + banks + " banks");
    }
  }

  /// With every bank.
  public NetworkPlan(int port, int notaries) {
    this(port, notaries, NODES.size() - 1);
  }

  private static PlannedNode bank(String bic, String name, String code) {
    return new PlannedNode(new NodeId(bic), name, code, Participant.Kind.BANK);
  }

  /// The central bank first.
  public List<PlannedNode> nodes() {
    return NODES.subList(0, 1 + banks);
  }

  /// The names of the notary's members.
  public List<String> members() {
    return IntStream.rangeClosed(1, notaries).mapToObj(number -> "notary-" + number).toList();
  }

  String endpoint(PlannedNode node) {
    return at(NODES.indexOf(node));
  }

  String endpoint(String member) {
    return at(MEMBERS_FROM + members().indexOf(member));
  }

  String raftEndpoint(String member) {
    return at(CONSENSUS_FROM + members().indexOf(member));
  }

  /// Where the status of participants' certificates is told.
  public String statusEndpoint() {
    return at(STATUS);
  }

  /// Where banks ask which bank serves an alias.
  public String idCentreEndpoint() {
    return at(ID_CENTRE);
  }

  /// Where the emulated core banking system listens.
  public String coreBankingEndpoint() {
    return at(CORE_BANKING);
  }

  /// Where the operator's monitoring asks.
  public String observationEndpoint() {
    return at(OBSERVATION);
  }

  /// Where a bank's emulated core banking system listens.
  public String coreBankingEndpoint(NodeId bank) {
    int place =
        IntStream.range(0, NODES.size())
            .filter(index -> NODES.get(index).node().equals(bank))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(bank + " is not of the plan"));
    return at(BANK_CORES_FROM - 1 + place);
  }

  /// Where the bank's own programs call it, or the central bank's officers.
  public String gatewayEndpoint(PlannedNode member) {
    return member.kind() == Participant.Kind.BANK
        ? at(GATEWAYS_FROM - 1 + NODES.indexOf(member))
        : at(CENTRAL_GATEWAY);
  }

  /// Every port that the network takes in one process.
  List<Integer> ports(CoreBanking coreBanking) {
    var ports = new ArrayList<Integer>();
    IntStream.range(0, nodes().size()).forEach(i -> ports.add(port + i));
    ports.add(port + ID_CENTRE);
    IntStream.range(0, notaries).forEach(i -> ports.add(port + MEMBERS_FROM + i));
    IntStream.range(0, notaries).forEach(i -> ports.add(port + CONSENSUS_FROM + i));
    ports.addAll(List.of(port + STATUS, port + OBSERVATION, port + CENTRAL_GATEWAY));
    IntStream.range(0, banks).forEach(i -> ports.add(port + GATEWAYS_FROM + i));
    switch (coreBanking) {
      case WITHIN -> {
        ports.add(port + CORE_BANKING);
        addBankCores(ports);
      }
      case APART -> addBankCores(ports);
      case NONE -> {}
    }
    return ports;
  }

  private void addBankCores(List<Integer> ports) {
    IntStream.range(0, banks).forEach(i -> ports.add(port + BANK_CORES_FROM + i));
  }

  private String at(int place) {
    return HOST + ":" + (port + place);
  }
}
