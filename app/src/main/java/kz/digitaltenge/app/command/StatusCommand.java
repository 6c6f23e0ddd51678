package kz.digitaltenge.app.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.HoldingLine;
import kz.digitaltenge.api.operator.NodeStatus;
import kz.digitaltenge.api.operator.NotaryOperations;
import kz.digitaltenge.api.operator.NotaryStatus;
import kz.digitaltenge.api.operator.SupplyLine;
import kz.digitaltenge.app.platform.Orders;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.Platform.Member;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows who is up and who holds how much.
@Command(
    name = "status",
    description = "Show who is up, who holds how much, and what was issued and redeemed.")
public final class StatusCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  private final List<Map<String, Object>> nodes = new ArrayList<>();
  private final List<Map<String, Object>> notary = new ArrayList<>();
  private final List<String> suspicions = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  @Override
  public Integer call() {
    try (Platform platform = RemotePlatform.running(data.folder())) {
      row("node", "", "epoch", "log seen", "unresolved", "tokens", "sum");
      platform.members().forEach(member -> look(member, platform));
      row("notary", "", "epoch", "log", "", "live", "");
      platform.notary().forEach(this::look);
      if (!json.isWanted()) {
        suspicions.forEach(console.out()::println);
      }
      Map<String, Object> supply = supply(platform);
      List<Map<String, Object>> blocks = blocks(platform);
      if (json.isWanted()) {
        console.json(
            Json.object(
                "nodes",
                nodes,
                "notary",
                notary,
                "supply",
                supply,
                "blocks",
                blocks,
                "problems",
                problems.stream().map(Problem::message).toList()));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
      }
      return problems.stream().map(console::show).max(Integer::compare).orElse(ExitCode.OK);
    }
  }

  private void look(Member member, Platform platform) {
    try {
      NodeStatus status = platform.node(member.node()).status();
      List<HoldingLine> totals = platform.node(member.node()).totals();
      long tokens = totals.stream().mapToLong(HoldingLine::count).sum();
      Amount sum = totals.stream().map(HoldingLine::sum).reduce(Amount.ZERO, Amount::plus);
      row(
          status.node(),
          status.name(),
          status.epoch(),
          status.logSize(),
          status.unresolved(),
          tokens,
          sum);
      status.suspicion().ifPresent(said -> suspicions.add(status.node() + " says: " + said));
      nodes.add(
          Json.object(
              "node",
              status.node().value(),
              "name",
              status.name(),
              "bankCode",
              status.bankCode(),
              "ownAccount",
              member.stockAccount(),
              "epoch",
              status.epoch(),
              "logSize",
              status.logSize(),
              "unresolved",
              status.unresolved(),
              "suspicion",
              status.suspicion().orElse(""),
              "tokens",
              tokens,
              "sum",
              sum.toString()));
    } catch (PlatformException e) {
      problems.add(e.problem());
    }
  }

  private void look(NotaryOperations member) {
    try {
      NotaryStatus status = member.status();
      row(
          status.member(),
          status.leader() ? "leads" : "follows",
          status.epoch(),
          status.logSize(),
          "",
          status.liveCount(),
          "");
      notary.add(
          Json.object(
              "member",
              status.member(),
              "leader",
              status.leader(),
              "epoch",
              status.epoch(),
              "logSize",
              status.logSize(),
              "root",
              status.root().hex(),
              "logTime",
              status.logTime().toString(),
              "live",
              status.liveCount(),
              "suspicion",
              status.suspicion().orElse("")));
      status.suspicion().ifPresent(said -> suspicions.add(status.member() + " says: " + said));
    } catch (PlatformException e) {
      problems.add(e.problem());
    }
  }

  private List<Map<String, Object>> blocks(Platform platform) {
    try {
      Instant now = Instant.now();
      List<Block> blocks =
          Orders.of(platform.blocks()).inForce(now).stream().map(BlockOrder::block).toList();
      blocks.forEach(this::show);
      return blocks.stream().map(StatusCommand::json).toList();
    } catch (PlatformException e) {
      if (!problems.contains(e.problem())) {
        problems.add(e.problem());
      }
      return List.of();
    }
  }

  private void show(Block block) {
    if (!json.isWanted()) {
      console
          .out()
          .printf(
              "BLOCKED %s: %s%s: %s%n",
              block.node().map(NodeId::value).orElse("the whole network"),
              Block.words(block.scopes()),
              block.until().map(end -> " until " + end).orElse(""),
              block.reason());
    }
  }

  private static Map<String, Object> json(Block block) {
    return Json.object(
        "node", block.node().map(NodeId::value).orElse(""),
        "blocked", Block.words(block.scopes()),
        "until", block.until().map(Instant::toString).orElse(""),
        "reason", block.reason());
  }

  private Map<String, Object> supply(Platform platform) {
    try {
      return supply(platform.centralBank().supply());
    } catch (PlatformException e) {
      if (!problems.contains(e.problem())) {
        problems.add(e.problem());
      }
      return Map.of();
    }
  }

  private Map<String, Object> supply(SupplyLine supply) {
    if (!json.isWanted()) {
      console
          .out()
          .printf(
              "%s issued %s, redeemed %s, circulating %s%n",
              supply.asset().code(), supply.issued(), supply.redeemed(), supply.circulating());
    }
    return Json.object(
        "currency",
        supply.asset().code(),
        "issued",
        supply.issued().toString(),
        "redeemed",
        supply.redeemed().toString(),
        "circulating",
        supply.circulating().toString());
  }

  private void row(Object... cells) {
    if (!json.isWanted()) {
      console.out().printf("%-9s %-28s %7s %10s %11s %12s %22s%n", cells);
    }
  }
}
