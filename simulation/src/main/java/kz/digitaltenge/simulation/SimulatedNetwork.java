package kz.digitaltenge.simulation;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.stream.Link;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.notary.client.CutClient;
import kz.digitaltenge.notary.client.NotaryClient;
import kz.digitaltenge.notary.client.NotaryMembers;

/// The central bank, the banks and the notary, all running, and what connects them.
final class SimulatedNetwork {
  private final Scheduler scheduler;
  private final Climate climate;
  private final Parties parties;
  private final Weather weather;
  private final Wire wire;
  private final Watch watch;
  private final SimulatedNotary notary;
  private final Map<NodeId, SimulatedNode> nodes = new LinkedHashMap<>();

  SimulatedNetwork(Scheduler scheduler, Climate climate, Signing signing) {
    this.scheduler = scheduler;
    this.climate = climate;
    this.parties = new Parties(signing, climate.banks(), climate.members());
    this.weather = new Weather(scheduler.dice(), climate);
    this.wire = new Wire(scheduler, weather);
    this.watch = new Watch(scheduler, parties.genesis().parameters().hash());
    this.notary = new SimulatedNotary(scheduler, wire, parties, climate, watch);
    add(Parties.CENTRAL_BANK);
    parties.banks().forEach(this::add);
    nodes.values().forEach(SimulatedNode::start);
  }

  private void add(NodeId id) {
    var node = new SimulatedNode(this, id);
    nodes.put(id, node);
    watch.add(id, node::vault);
  }

  /// The notary's real client as one node has it in one life.
  ///
  /// @param view the network as the node knows it
  Notary client(NodeId of, Life life, InstantSource clock, Supplier<NetworkView> view) {
    Map<String, Link> links = new LinkedHashMap<>();
    notary.names().forEach(name -> links.put(name, wire.link(of.value(), life, name)));
    var members =
        NotaryMembers.fixed(
            links, epoch -> view.get().at(epoch).map(NetworkParameters::headKeys).orElse(Map.of()));
    var client =
        new NotaryClient(
            parties.genesis().parameters().hash(),
            members,
            parties.verifier(),
            scheduler.tasks(life),
            clock,
            NotaryClient.Patience.standard(),
            Optional.empty(),
            _ -> {},
            two -> watch.accused(of, two.suspect(), parties.judge(two)));
    return new WatchedNotary(of, client, watch);
  }

  /// The notary's word on cuts as one node asks for it in one life.
  NotaryCuts cuts(NodeId of, Life life, Notary notary, Supplier<NetworkView> view) {
    Map<String, Link> links = new LinkedHashMap<>();
    this.notary.names().forEach(name -> links.put(name, wire.link(of.value(), life, name)));
    return new CutClient(
        notary,
        () -> links,
        epoch -> view.get().at(epoch).map(NetworkParameters::headKeys).orElse(Map.of()),
        parties.verifier(),
        scheduler.tasks(life));
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Dice dice() {
    return scheduler.dice();
  }

  Climate climate() {
    return climate;
  }

  Parties parties() {
    return parties;
  }

  Weather weather() {
    return weather;
  }

  Wire wire() {
    return wire;
  }

  Watch watch() {
    return watch;
  }

  SimulatedNotary notary() {
    return notary;
  }

  List<SimulatedNode> nodes() {
    return List.copyOf(nodes.values());
  }

  SimulatedNode node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id));
  }

  SimulatedNode centralBank() {
    return node(Parties.CENTRAL_BANK);
  }

  List<SimulatedNode> banks() {
    return parties.banks().stream().map(this::node).toList();
  }
}
