package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.Changes.DecidedAt;
import kz.digitaltenge.notary.core.Changes.ForgottenAt;
import kz.digitaltenge.notary.core.Changes.LiveToken;
import kz.digitaltenge.notary.core.TransparencyLog.FullTile;
import kz.digitaltenge.notary.testkit.HistoryPlay;
import kz.digitaltenge.notary.testkit.TestNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [LiveSet] must do.
public abstract class LiveSetConformance {

  private final List<LiveSet> opened = new ArrayList<>();

  /// A new, empty one.
  protected abstract LiveSet fresh();

  @AfterEach
  void close() {
    opened.forEach(LiveSet::close);
  }

  private LiveSet open() {
    LiveSet set = fresh();
    opened.add(set);
    return set;
  }

  @Test
  void anEmptyOneHasNothing() {
    LiveSet set = open();
    assertThat(set.progress()).isEmpty();
    assertThat(set.standing()).isEmpty();
    assertThat(set.decision(0)).isEmpty();
    assertThat(set.find(List.of(ref(1)), List.of(id(1))))
        .isEqualTo(new LiveSet.Found(Map.of(), Map.of()));
    assertThatThrownBy(() -> set.tile(0, 0)).isInstanceOf(DamagedStateException.class);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    LiveSet set = open();
    Standing standing = Standing.founded(TestNetwork.unsigned().genesis());
    Bytes tile = Bytes.of(new byte[] {1, 2, 3});
    set.write(
        new Changes(
            List.of(),
            List.of(new LiveToken(ref(1), hash(11)), new LiveToken(ref(2), hash(12))),
            List.of(new DecidedAt(7, id(3), Bytes.of(new byte[] {9}))),
            List.of(),
            List.of(new FullTile(2, 5, tile)),
            progress(1),
            Optional.of(standing)));
    assertThat(set.find(List.of(ref(1), ref(2), ref(3)), List.of(id(3), id(4))))
        .isEqualTo(
            new LiveSet.Found(Map.of(ref(1), hash(11), ref(2), hash(12)), Map.of(id(3), 7L)));
    assertThat(set.decision(7)).hasValue(Bytes.of(new byte[] {9}));
    assertThat(set.tile(2, 5)).isEqualTo(tile);
    assertThat(set.progress()).hasValue(progress(1));
    assertThat(set.standing()).hasValue(standing);
  }

  @Test
  void whatIsConsumedOrForgottenIsGone() {
    LiveSet set = open();
    set.write(
        new Changes(
            List.of(),
            List.of(new LiveToken(ref(1), hash(11)), new LiveToken(ref(2), hash(12))),
            List.of(new DecidedAt(7, id(3), Bytes.of(new byte[] {9}))),
            List.of(),
            List.of(),
            progress(1),
            Optional.empty()));
    set.write(
        new Changes(
            List.of(ref(1)),
            List.of(),
            List.of(),
            List.of(new ForgottenAt(7, id(3))),
            List.of(),
            progress(2),
            Optional.empty()));
    assertThat(set.find(List.of(ref(1), ref(2)), List.of(id(3))))
        .isEqualTo(new LiveSet.Found(Map.of(ref(2), hash(12)), Map.of()));
    assertThat(set.decision(7)).isEmpty();
  }

  @Test
  void liveReferencesAreReadInOrder() {
    LiveSet set = open();
    Map<StateRef, Hash> expected = new TreeMap<>();
    List<LiveToken> tokens = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      expected.put(ref(i), hash(i));
      tokens.add(new LiveToken(ref(i), hash(i)));
    }
    set.write(
        new Changes(
            List.of(), tokens, List.of(), List.of(), List.of(), progress(1), Optional.empty()));
    List<StateRef> read = new ArrayList<>();
    Progress at = set.forEachLive((reference, tag) -> read.add(reference));
    assertThat(read).containsExactlyElementsOf(expected.keySet());
    assertThat(at).isEqualTo(progress(1));
  }

  /// The core over this set says what the naive model says, whatever happens.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void historiesAreThoseOfTheModel(long seed) {
    new HistoryPlay(seed, open()).play(60);
  }

  private static Progress progress(long index) {
    return new Progress(
        new EntryIndex(1, index), Instant.EPOCH.plusSeconds(index), 300, hash(5), 8, 2);
  }

  private static StateRef ref(int number) {
    return new StateRef(id(number / 3), number % 3);
  }

  private static TransactionId id(int number) {
    return new TransactionId(hash(number));
  }

  private static Hash hash(int number) {
    return Hash.sha256(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
