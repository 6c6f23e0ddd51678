package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.BlockOperations;
import kz.digitaltenge.api.operator.OrderBoard;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.gateway.Officers.Officer;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.BlocksInForce;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// All orders of the central bank's officers at one moment.
///
/// @param waiting for another officer
/// @param told how far everybody has them, `notary` first and the central bank after it
/// @param keys the officers' order keys, by number from 1
record OrderBook(
    List<BlockOrder> all,
    Optional<BlockOrder> waiting,
    List<Told> told,
    Hash network,
    List<PublicKey> keys) {
  /// The notary and the central bank itself: neither is a bank.
  private static final int NO_BANKS = 2;

  static OrderBook of(BlockOperations desk) {
    var all = new ArrayList<BlockOrder>();
    OrderBoard board = desk.board(0);
    while (!board.orders().isEmpty()) {
      all.addAll(board.orders());
      board = desk.board(all.size());
    }
    return new OrderBook(
        List.copyOf(all), board.proposal(), board.told(), board.network(), board.officers());
  }

  enum State {
    /// Nobody has signed it.
    DRAFT,
    WAITS_FOR_OFFICER,
    /// Binds now.
    IN_FORCE,
    /// Took a block away, or was to.
    LIFTED,
    /// A later order about the same bank came.
    REPLACED,
    /// Its time is over.
    ENDED;

    boolean isOpen() {
      return this == DRAFT || this == WAITS_FOR_OFFICER;
    }
  }

  State state(BlockOrder order, Instant now) {
    if (order.sequence() > all.size()) {
      return waiting.filter(order::isCopyOf).isPresent() ? State.WAITS_FOR_OFFICER : State.DRAFT;
    }
    Block block = order.block();
    if (newest(block.node()).filter(order::isCopyOf).isEmpty()) {
      return State.REPLACED;
    }
    if (block.lifts()) {
      return State.LIFTED;
    }
    return block.until().map(now::isBefore).orElse(true) ? State.IN_FORCE : State.ENDED;
  }

  List<BlockOrder> inForce(Instant now) {
    return all.stream().filter(order -> state(order, now) == State.IN_FORCE).toList();
  }

  Optional<BlockOrder> find(long number) {
    return number >= 1 && number <= all.size()
        ? Optional.of(all.get((int) number - 1))
        : waiting.filter(order -> order.isNumbered(number));
  }

  /// What is to be signed for a block; the order that says so already when it waits or holds.
  BlockOrder draft(Block wanted, Instant now) {
    return newest(wanted.node())
        .filter(order -> order.block().saysTheSameAs(wanted))
        .filter(order -> wanted.lifts() || state(order, now) == State.IN_FORCE)
        .or(() -> waiting.filter(order -> order.block().saysTheSameAs(wanted)))
        .orElseGet(() -> new BlockOrder(network, all.size() + 1L, wanted, List.of()));
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_BANK`
  NodeId bank(String name) {
    return told.stream()
        .skip(NO_BANKS)
        .map(Told::name)
        .filter(name::equals)
        .findFirst()
        .map(NodeId::new)
        .orElseThrow(() -> Problem.of(ErrorCode.UNKNOWN_BANK, "bank", name).exception());
  }

  /// The order key of an officer.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `ORDER_REFUSED` when the network's
  ///   parameters name none
  PublicKey key(Officer officer, BlockOrder order) {
    int number = Integer.parseInt(officer.number());
    if (number > keys.size()) {
      throw Problem.of(
              ErrorCode.ORDER_REFUSED,
              "order",
              order.sequence(),
              "reason",
              "no officer of the central bank signed it")
          .exception();
    }
    return keys.get(number - 1);
  }

  /// Who signed, by number; those who are no longer officers by a part of their key.
  List<String> signers(BlockOrder order) {
    return order.signatures().stream()
        .map(BlockOrder.OfficerSignature::officer)
        .map(key -> keys.contains(key) ? String.valueOf(keys.indexOf(key) + 1) : key.toString())
        .sorted()
        .toList();
  }

  private Optional<BlockOrder> newest(Optional<NodeId> node) {
    return BlocksInForce.of(all).about(node);
  }
}
