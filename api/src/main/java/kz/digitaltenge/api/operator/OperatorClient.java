package kz.digitaltenge.api.operator;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.Faults;
import kz.digitaltenge.api.stream.NetworkThreads;
import kz.digitaltenge.api.stream.PlainChannel;
import kz.digitaltenge.api.stream.TlsIdentity;

/// An operator's connection to one process. What it gives are the same interfaces that the process
/// implements.
public final class OperatorClient implements AutoCloseable {
  /// Longer than a payment is waited for at the node.
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(90);

  /// Reading a whole vault takes as long as the vault is large.
  private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(30);

  private final PlainChannel channel;
  private final Duration patience;

  /// @param peer the node's or member's name; answers of anybody else are refused
  /// @param operator whose certificate admits the caller
  public OperatorClient(
      Endpoint endpoint, String peer, TlsIdentity operator, NetworkThreads threads) {
    this(endpoint, peer, operator, threads, CALL_TIMEOUT);
  }

  /// The same for somebody who does not wait so long for an answer.
  public OperatorClient(
      Endpoint endpoint,
      String peer,
      TlsIdentity operator,
      NetworkThreads threads,
      Duration patience) {
    this.patience = patience;
    this.channel = new PlainChannel(endpoint, peer, operator, threads);
  }

  public NodeOperations node() {
    return new RemoteNode(this);
  }

  public CentralBankOperations centralBank() {
    return new RemoteCentralBank(this);
  }

  /// Conversions as whoever holds the certificate may ask for them.
  public ConversionOperations conversions() {
    return new RemoteConversions(this);
  }

  /// A bank's conversions with the central bank, at the bank's node.
  public StockConversionOperations stockConversions() {
    return new RemoteStockConversions(this);
  }

  public BlockOperations blocks() {
    return new RemoteBlocks(this);
  }

  public DayOperations days() {
    return new RemoteDays(this);
  }

  public NotaryOperations notary() {
    return new RemoteNotary(this);
  }

  @Override
  public void close() {
    channel.close();
  }

  PlainChannel channel() {
    return channel;
  }

  String peer() {
    return channel.peer();
  }

  <S extends AbstractBlockingStub<S>, R> R call(S stub, Function<S, R> call) {
    return translated(
        () -> call.apply(stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)));
  }

  <S extends AbstractBlockingStub<S>, R> void stream(
      S stub, Function<S, Iterator<R>> call, Consumer<R> reader) {
    Iterator<R> answers =
        call.apply(stub.withDeadlineAfter(STREAM_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    while (translated(answers::hasNext)) {
      reader.accept(translated(answers::next));
    }
  }

  private <R> R translated(Supplier<R> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw Faults.caught(e, channel.peer());
    }
  }
}
