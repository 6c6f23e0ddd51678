package kz.digitaltenge.app.role;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kz.digitaltenge.adapters.abs.CoreAccounts;
import kz.digitaltenge.adapters.abs.emulator.CoreServer;
import kz.digitaltenge.adapters.abs.emulator.EmulatedCore;
import kz.digitaltenge.adapters.abs.emulator.Faults;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.adapters.abs.message.CborCodec;
import kz.digitaltenge.adapters.abs.message.CoreCodec;
import kz.digitaltenge.adapters.abs.message.IsoCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.TlsIdentity;
import kz.digitaltenge.app.role.CoreBankingPlan.Opening;
import kz.digitaltenge.ledger.Participant;

/// The emulator of a core banking system, the central bank's or a bank's: a peer with keys, port
/// and memory of its own.
public final class CoreBankingRole implements AutoCloseable {
  private final Parts parts = new Parts();

  /// Where it is.
  ///
  /// @param tls its certificate, kind `CORE_BANKING`
  /// @param folder of its memory
  public record Setting(TlsIdentity tls, Path folder, Endpoint endpoint) {}

  private CoreBankingRole(
      Setting setting,
      Party other,
      List<Opening> openings,
      OperatingHours hours,
      CoreCodec codec,
      Machine machine) {
    var faults = new Faults();
    EmulatedCore core =
        parts.start(
            () ->
                new EmulatedCore(
                    setting.folder(), other, hours, faults, codec, machine.businessClock()));
    try {
      openings.forEach(each -> core.open(each.owner(), each.funds()));
      var _ =
          parts.start(
              () ->
                  CoreServer.start(
                      core,
                      faults,
                      Set.of(other.bic().value()),
                      new TlsSockets(setting.tls()),
                      setting.endpoint()));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /// The central bank's, in ISO 20022. Listens when this returns.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it cannot
  public static CoreBankingRole start(
      Setting setting, CoreAccounts accounts, OperatingHours hours, Machine machine) {
    return new CoreBankingRole(
        setting,
        new Party(accounts.centralBank(), accounts.liability()),
        CoreBankingPlan.openings(accounts),
        hours,
        new IsoCodec(),
        machine);
  }

  /// A bank's, in canonical CBOR, at any hour. Listens when this returns.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it cannot
  public static CoreBankingRole start(Setting setting, Participant bank, Machine machine) {
    return new CoreBankingRole(
        setting,
        CoreBankingPlan.conversions(bank),
        CoreBankingPlan.openings(bank),
        OperatingHours.aroundTheClock(CoreBankingPlan.ZONE),
        new CborCodec(),
        machine);
  }

  @Override
  public void close() {
    parts.close();
  }
}
