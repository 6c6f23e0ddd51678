package kz.digitaltenge.app.resolution;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.block.KeyText;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.block.BlockBook;
import kz.digitaltenge.node.block.FolderOrders;
import kz.digitaltenge.trust.KeyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes a failed bank's node the administrator's.
@Command(
    name = "take-over",
    description = {
      "Give a failed bank's node its administrator's key, once the network goes by it, and the",
      "officers' orders that it has not. Needs the bank's folder as it was left (nodes/BIC of the",
      "data folder) with its database. Killed, the same again goes on."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./dt resolution take-over HSBKKZKX")
final class TakeOverCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final BankArgument bank = new BankArgument();

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    Place place = bank.in(folder);
    try (FolderLock _ = FolderLock.takeRole(folder, folder.node(place.bank()));
        Platform platform = RemotePlatform.running(folder)) {
      List<BlockOrder> orders = Place.orders(platform);
      KeyFolder key = place.administrator(place.order(orders));
      requireInForce(place, key);
      keep(orders, folder, place.bank());
      place.node().replaceKey(NodeKeys.IDENTITY, key);
      console
          .out()
          .printf(
              "The node of %s has its administrator's key %s. Next: ./dt resolution pay-out %s%n",
              place.bank(), KeyText.of(place.named()), place.bank());
      return ExitCode.OK;
    }
  }

  private static void requireInForce(Place place, KeyFolder administrator) {
    if (!PublicKey.of(administrator.publicKey(NodeKeys.IDENTITY)).equals(place.named())) {
      throw place.refused(
          "the network does not go by the administrator's key yet: ./dt resolution enforce "
              + place.bank());
    }
  }

  /// The central bank tells a node of orders when it runs; the administrator's is to know of its
  /// own before. Each is checked as the node itself would.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `ORDER_REFUSED`
  private static void keep(List<BlockOrder> orders, DataFolder folder, NodeId bank) {
    List<SignedParameters> chain = RoleFiles.chain(folder);
    BlockBook book =
        BlockBook.open(
            () -> chain,
            Cryptography.fastest().signatures(),
            InstantSource.system(),
            new FolderOrders(folder.orders(bank)));
    orders.forEach(book::adopt);
  }
}
