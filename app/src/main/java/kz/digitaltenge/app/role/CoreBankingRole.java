package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.Set;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.adapters.abs.emulator.CoreServer;
import kz.digitaltenge.adapters.abs.emulator.EmulatedCore;
import kz.digitaltenge.adapters.abs.emulator.Faults;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.adapters.abs.message.IsoCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;

/// The emulator of the central bank's core banking system, a peer with keys, port and memory of its
/// own.
public final class CoreBankingRole implements AutoCloseable {
  private final Parts parts = new Parts();

  /// How to start it.
  ///
  /// @param tls its certificate, kind `CORE_BANKING`
  /// @param folder of its memory
  public record Setting(
      TlsIdentity tls,
      Path folder,
      Endpoint endpoint,
      CoreAccounts accounts,
      OperatingHours hours) {}

  private CoreBankingRole(Setting setting, Machine machine) {
    CoreAccounts accounts = setting.accounts();
    var faults = new Faults();
    EmulatedCore core =
        parts.start(
            () ->
                new EmulatedCore(
                    setting.folder(),
                    new Party(accounts.centralBank(), accounts.liability()),
                    setting.hours(),
                    faults,
                    new IsoCodec(),
                    machine.clock()));
    accounts
        .correspondents()
        .forEach(
            (bank, account) -> core.open(new Party(bank, account), CoreBankingPlan.FIRST_FUNDS));
    var _ =
        parts.start(
            () ->
                CoreServer.start(
                    core,
                    faults,
                    Set.of(accounts.centralBank().value()),
                    new TlsSockets(setting.tls()),
                    setting.endpoint()));
  }

  /// Listens when this returns.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it cannot
  public static CoreBankingRole start(Setting setting, Machine machine) {
    return new CoreBankingRole(setting, machine);
  }

  @Override
  public void close() {
    parts.close();
  }
}
