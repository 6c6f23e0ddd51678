package kz.digitaltenge.app.conversion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.Json;
import kz.digitaltenge.app.command.OfflineProof;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.ParametersFolder;
import kz.digitaltenge.app.role.Cryptography;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.evidence.StockOrderFile;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;

/// Hands out a bank's signed order with all that is needed to verify it, and verifies one.
record OrderProof(Console console, boolean isJson) {
  int write(ConversionLine line, DataFolder folder, Path file) {
    Bytes order =
        line.signedOrder()
            .orElseThrow(
                () ->
                    TypedText.malformed(
                        "ID", "the conversion is from before banks signed their orders"));
    var proof =
        new StockOrderFile(
            new ParametersFolder(folder.parameters()).chain(),
            SignedStockOrder.decode(order.toArray()));
    try {
      Files.write(file, proof.encode(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw Problem.of(
              ErrorCode.STORAGE_FAILED,
              "path",
              file,
              "reason",
              Files.exists(file) ? "it exists already" : String.valueOf(e.getMessage()))
          .exception(e);
    }
    if (isJson) {
      console.json(shown(proof));
    } else {
      console
          .out()
          .printf("%s is ready to be handed out; ./dt conversions --verify checks it.%n", file);
      console.out().flush();
    }
    return ExitCode.OK;
  }

  /// 0 when it is proved, 1 when it is not.
  int verify(Path path, @Nullable String networkId) {
    StockOrderFile file =
        OfflineProof.read(
            path, "signed order", StockOrderFile.SIZE_BYTES_MAX, StockOrderFile::decode);
    Hash expected = networkId == null ? file.networkId() : OfflineProof.networkId(networkId);
    Optional<String> doubt = file.doubt(expected, Cryptography.fastest().signatures());
    if (isJson) {
      Map<String, Object> answer = shown(file);
      answer.put("proved", doubt.isEmpty());
      doubt.ifPresent(why -> answer.put("why", why));
      console.json(answer);
    } else {
      print(file, doubt, networkId != null);
    }
    return doubt.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(StockOrderFile file, Optional<String> doubt, boolean networkIsKnown) {
    StockOrder order = file.order().order();
    if (doubt.isPresent()) {
      console.out().printf("Not proved: %s.%n", doubt.get());
    } else {
      console
          .out()
          .printf(
              "Proved: %s ordered %s of %s %s as %s, signed at %s.%n",
              order.bank(),
              order.kind(),
              order.amount(),
              order.asset().code(),
              order.name(),
              order.at());
      console
          .out()
          .printf(
              "Network %s%s%n",
              file.networkId().hex(),
              networkIsKnown ? "." : ", as the file itself says: compare it with yours.");
    }
    console.out().flush();
  }

  private static Map<String, Object> shown(StockOrderFile file) {
    StockOrder order = file.order().order();
    return Json.object(
        "networkId",
        file.networkId().hex(),
        "bank",
        order.bank().value(),
        "id",
        order.name().value(),
        "kind",
        order.kind().name(),
        "amount",
        order.amount().toString(),
        "currency",
        order.asset().code(),
        "signedAt",
        order.at().toString());
  }
}
