package kz.digitaltenge.app.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.operator.OrderBoard.Told;
import kz.digitaltenge.api.operator.SignedOrder;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.Officers;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Orders;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.operator.TypedText;

/// Makes an order, has officers sign it, brings it to the central bank and shows what became of it.
record OrderRun(Console console, boolean json, DataFolder folder, Platform platform) {

  /// @param officers by number
  int order(Block wanted, List<Integer> officers) {
    Orders orders = Orders.of(platform.blocks());
    Optional<BlockOrder> newest = orders.newest(wanted.node());
    if (newest.filter(it -> it.block().saysTheSameAs(wanted)).isPresent()
        && (wanted.lifts() || orders.binding(wanted.node(), wanted.at()).isPresent())) {
      return show(newest.get(), new SignedOrder(true, orders.told()));
    }
    BlockOrder order =
        orders
            .proposal()
            .filter(it -> it.block().saysTheSameAs(wanted))
            .orElseGet(
                () ->
                    new BlockOrder(
                        RoleFiles.chain(folder).getFirst().parameters().hash(),
                        orders.all().size() + 1L,
                        wanted,
                        List.of()));
    return sign(order, officers);
  }

  int sign(BlockOrder order, List<Integer> officers) {
    Officers keys = Officers.of(folder);
    BlockOrder signed = order;
    for (int number : officers) {
      signed = signed.signedBy(keys.signer(number));
    }
    return show(signed, platform.blocks().sign(signed));
  }

  /// Nothing to do: the answer says how things are.
  int nothing(String sentence) {
    if (json) {
      console.json(Json.object("state", "NOTHING_TO_DO"));
    } else {
      console.out().println(sentence);
    }
    return ExitCode.OK;
  }

  private int show(BlockOrder order, SignedOrder signed) {
    List<String> later =
        signed.told().stream()
            .filter(each -> each.sequence() < order.sequence())
            .map(Told::name)
            .toList();
    if (json) {
      console.json(
          Json.object(
              "order", order.sequence(),
              "state", signed.inForce() ? "IN_FORCE" : "WAITS_FOR_OFFICER",
              "about", about(order.block()),
              "blocked", Block.words(order.block().scopes()),
              "until", order.block().until().map(Instant::toString).orElse(""),
              "reason", order.block().reason(),
              "toldLater", signed.inForce() ? later : List.of()));
      return ExitCode.OK;
    }
    console.out().println(sentence(order));
    if (!signed.inForce()) {
      console
          .out()
          .printf(
              "It waits for another officer: ./dt blocks approve %d --officer N%n",
              order.sequence());
    } else if (later.isEmpty()) {
      console.out().println("In force at the notary and at every node.");
    } else {
      console.out().println("In force; not reached yet, will be told: " + String.join(", ", later));
    }
    return ExitCode.OK;
  }

  static String sentence(BlockOrder order) {
    Block block = order.block();
    String what =
        block.lifts() ? "lifts every block of" : "blocks " + Block.words(block.scopes()) + " of";
    return "Order %d %s %s%s%s: %s"
        .formatted(
            order.sequence(),
            what,
            about(block),
            block.until().map(end -> " until " + end).orElse(""),
            block
                .resolution()
                .map(
                    each ->
                        ", gives it to the administrator of key %s and its customers' money to %s"
                            .formatted(KeyText.of(each.administrator()), each.account()))
                .orElse(""),
            block.reason());
  }

  static String about(Block block) {
    return block.node().map(NodeId::value).orElse("the whole network");
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  static String reason(String typed) {
    String reason = typed.strip();
    if (reason.isEmpty() || reason.getBytes(UTF_8).length > Block.REASON_BYTES_MAX) {
      throw TypedText.malformed(
          "--reason", "it is empty or longer than %d bytes".formatted(Block.REASON_BYTES_MAX));
    }
    return reason;
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  static Set<Scope> scopes(List<String> words) {
    return words.stream().map(OrderRun::scope).collect(Collectors.toUnmodifiableSet());
  }

  private static Scope scope(String word) {
    for (Scope scope : Scope.values()) {
      if (scope.name().equalsIgnoreCase(word.strip())) {
        return scope;
      }
    }
    throw TypedText.malformed(
        "--only",
        "'%s' is none of send, receive, convert, onboard, return, payout".formatted(word));
  }
}
