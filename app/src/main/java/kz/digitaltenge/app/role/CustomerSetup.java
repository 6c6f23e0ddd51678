package kz.digitaltenge.app.role;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.identity.AliasDeed;
import kz.digitaltenge.api.identity.IdCentre;
import kz.digitaltenge.api.identity.RemoteIdCentre;
import kz.digitaltenge.api.stream.StreamClient;
import kz.digitaltenge.api.stream.StreamLimits;
import kz.digitaltenge.api.stream.StreamTarget;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.NetworkWatch;
import kz.digitaltenge.node.customer.Customers;
import kz.digitaltenge.node.customer.Limits;
import kz.digitaltenge.node.customer.PostgresCustomers;
import kz.digitaltenge.node.customer.Screening;
import kz.digitaltenge.node.peer.PayeePeers;

/// What a bank's customers are made of.
///
/// @param seed of the node
/// @param identity the node's identity key
record CustomerSetup(
    NodeSetting setting,
    Machine machine,
    Customers.Place place,
    Seed seed,
    PayeePeers peers,
    Signer identity,
    NetworkWatch network,
    SignatureVerifier verifier) {
  /// @param book which the caller closes
  /// @param opening keeps what is to be closed again
  Customers open(PostgresCustomers book, UnaryOperator<StreamClient> opening) {
    Screening screening = setting.screening(machine.clock());
    Limits limits = setting.limits(machine.clock());
    Optional<IdCentreContact> centre = setting.idCentre();
    return centre.isPresent()
        ? new Customers(book, place, limits, screening, identity(book, centre.get(), opening))
        : new Customers(book, place, limits, screening);
  }

  private Customers.Identity identity(
      PostgresCustomers book, IdCentreContact centre, UnaryOperator<StreamClient> opening) {
    StreamClient stream =
        opening.apply(
            new StreamClient(
                new StreamTarget(centre.endpoint(), IdCentre.NAME, IdCentre.NAME),
                setting.tls(),
                StreamLimits.standard(),
                machine.threads()));
    return new Customers.Identity(
        book.payees(),
        new RemoteIdCentre(
            stream,
            new AliasDeed.Author(network.get().networkId(), setting.self(), identity),
            machine.clock()),
        () -> setting.idCentre().orElse(centre).key(),
        setting.keys().seed(NodeKeys.ALIASES),
        seed.derive("payees".getBytes(US_ASCII)),
        peers,
        identity,
        network,
        verifier);
  }
}
