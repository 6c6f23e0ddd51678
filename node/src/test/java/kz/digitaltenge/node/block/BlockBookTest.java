package kz.digitaltenge.node.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Block;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which orders a node takes, and that it keeps them (C12).
class BlockBookTest {
  private static final TestNetwork NETWORK = TestNetwork.of(1);
  private static final SignedParameters GENESIS = NETWORK.signed(NETWORK.parameters());
  private static final NodeId HALYK = TestNetwork.HALYK;

  @TempDir private Path folder;
  private Instant now = TestNetwork.NOW;

  private BlockBook open() {
    return BlockBook.open(
        () -> List.of(GENESIS), new RememberingVerifier(), () -> now, new FolderOrders(folder));
  }

  private static BlockOrder order(long sequence, Set<Scope> scopes) {
    return NETWORK.order(sequence, Optional.of(HALYK), scopes, Optional.empty());
  }

  private static BlockOrder unsigned(Hash network, long sequence, Block block) {
    return new BlockOrder(network, sequence, block, List.of());
  }

  private static Arguments row(String what, UnaryOperator<BlockOrder> change, String reason) {
    return Arguments.of(Named.of(what, change), reason);
  }

  private static Stream<Arguments> notTaken() {
    var officers = NETWORK.officers();
    String unsigned = "two different officers of the central bank have to sign it";
    return Stream.of(
        row(
            "of another network",
            good ->
                unsigned(Hash.sha256(new byte[1]), 2, good.block())
                    .signedBy(officers.get(0))
                    .signedBy(officers.get(1)),
            "it is of another network"),
        row(
            "number 1 again with other content",
            good -> NETWORK.order(1, Optional.empty(), Set.of(Scope.SEND), Optional.empty()),
            "the next number is 2"),
        row("a number too high", good -> order(3, Set.of()), "the next number is 2"),
        row("unsigned", good -> unsigned(good.networkId(), 2, good.block()), unsigned),
        row(
            "signed by one officer",
            good -> unsigned(good.networkId(), 2, good.block()).signedBy(officers.getFirst()),
            unsigned),
        row(
            "signed by one officer twice",
            good ->
                new BlockOrder(
                    good.networkId(),
                    2,
                    good.block(),
                    List.of(good.signatures().getFirst(), good.signatures().getFirst())),
            unsigned),
        row(
            "signed by an officer and a stranger",
            good ->
                unsigned(good.networkId(), 2, good.block())
                    .signedBy(officers.getFirst())
                    .signedBy(TestKeys.ed25519("a stranger")),
            unsigned),
        row(
            "changed after signing",
            good ->
                new BlockOrder(
                    good.networkId(),
                    2,
                    new Block(
                        good.block().node(),
                        Set.of(),
                        good.block().until(),
                        good.block().reason(),
                        good.block().at()),
                    good.signatures()),
            unsigned));
  }

  @ParameterizedTest
  @MethodSource("notTaken")
  void whatIsNotTheNextOrderOfTwoOfficersIsRefused(
      UnaryOperator<BlockOrder> change, String reason) {
    BlockBook book = open();
    book.adopt(order(1, Set.of(Scope.RECEIVE)));
    BlockOrder bad = change.apply(order(2, Set.of(Scope.SEND)));

    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> book.adopt(bad))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ORDER_REFUSED);
              assertThat(e.problem().values()).containsEntry("reason", reason);
            });
    assertThat(book.sequence()).isEqualTo(1);
    assertThat(open().orders()).isEqualTo(book.orders());
    assertThat(book.blocking(HALYK, Scope.SEND)).isEmpty();
  }

  @Test
  void theSameOrderAgainChangesNothing() {
    BlockBook book = open();
    BlockOrder order = order(1, Set.of(Scope.SEND));
    book.adopt(order);
    book.adopt(order);
    assertThat(book.orders()).containsExactly(order);
  }

  @Test
  void onlyTheCentralBankShowsOrders() {
    BlockBook book = open();
    List<BlockOrder> orders = List.of(order(1, Set.of(Scope.SEND)), order(2, Set.of()));
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> book.take(HALYK, orders))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CALLER_NOT_ADMITTED));
    assertThat(book.take(TestNetwork.CENTRAL_BANK, orders)).isEqualTo(2);
    assertThat(book.take(TestNetwork.CENTRAL_BANK, List.of())).isEqualTo(2);
  }

  @Test
  void aBlockEndsByItselfAndAHaltComesBeforeIt() {
    BlockBook book = open();
    Instant end = now.plus(Duration.ofHours(1));
    book.adopt(NETWORK.order(1, Optional.of(HALYK), Set.of(Scope.SEND), Optional.of(end)));
    assertThat(book.blocking(HALYK, Scope.SEND)).isPresent();
    assertThat(book.blocking(HALYK, Scope.RECEIVE)).isEmpty();
    assertThat(book.blocking(TestNetwork.ALTYN, Scope.SEND)).isEmpty();

    book.adopt(NETWORK.order(2, Optional.empty(), Set.of(Scope.SEND), Optional.empty()));
    assertThat(book.blocking(TestNetwork.ALTYN, Scope.SEND)).contains(book.orders().get(1));
    assertThat(book.blocking(HALYK, Scope.SEND)).contains(book.orders().get(1));

    book.adopt(NETWORK.order(3, Optional.empty(), Set.of(), Optional.empty()));
    assertThat(book.blocking(HALYK, Scope.SEND)).contains(book.orders().getFirst());
    now = end;
    assertThat(book.blocking(HALYK, Scope.SEND)).isEmpty();
  }

  @Test
  void whatIsOnDiskBindsAfterAStart() {
    open().adopt(order(1, Set.of(Scope.ONBOARD)));
    assertThat(open().blocking(HALYK, Scope.ONBOARD)).isPresent();
  }

  @Test
  void aDamagedOrderStopsTheStart() throws Exception {
    open().adopt(order(1, Set.of(Scope.SEND)));
    Path file = folder.resolve("1.cbor");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(this::open)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_CORRUPT));
  }
}
