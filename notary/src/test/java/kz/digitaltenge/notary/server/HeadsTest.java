package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.notary.testkit.Keys;
import org.junit.jupiter.api.Test;

class HeadsTest {

  private static final Signer ANY = Keys.empty(SchemeId.ED25519, 1);
  private static final Map<String, PublicKey> MEMBERS =
      Map.of("a", ANY.publicKey(), "b", ANY.publicKey(), "c", ANY.publicKey());

  private final Heads heads = new Heads(epoch -> epoch == 1 ? MEMBERS : Map.of());

  @Test
  void aHeadCountsWithAMajorityOfItsEpochsMembers() {
    CompletableFuture<SignedHead> covered = heads.covering(5);
    heads.applied(head(1, 5));
    sign("a", head(1, 5));
    sign("a", head(1, 5));
    sign("stranger", head(1, 5));
    assertThat(covered).isNotDone();
    sign("b", head(1, 5));
    assertThat(covered).isCompleted();
    assertThat(covered.join().signatures())
        .extracting(MemberSignature::member)
        .containsExactly("a", "b");
  }

  @Test
  void aHeadThatThisMembersLogHasNotHadDoesNotCountYet() {
    sign("a", head(1, 5));
    sign("b", head(1, 5));
    assertThat(heads.newest()).isEmpty();
    heads.applied(head(1, 5));
    assertThat(heads.newest()).isPresent();
  }

  @Test
  void signaturesOverDifferentHeadsDoNotAddUp() {
    heads.applied(head(1, 5));
    sign("a", head(1, 5));
    sign("b", head(1, 6));
    assertThat(heads.newest()).isEmpty();
  }

  @Test
  void aLargerHeadCoversWhatWaitsForASmallerOne() {
    CompletableFuture<SignedHead> small = heads.covering(3);
    CompletableFuture<SignedHead> large = heads.covering(9);
    heads.applied(head(1, 5));
    sign("a", head(1, 5));
    sign("c", head(1, 5));
    assertThat(small).isCompleted();
    assertThat(large).isNotDone();
  }

  @Test
  void anOlderHeadDoesNotReplaceANewerOne() {
    for (long size : new long[] {8, 5}) {
      heads.applied(head(1, size));
      sign("a", head(1, size));
      sign("b", head(1, size));
    }
    assertThat(heads.newest().orElseThrow().head().size()).isEqualTo(8);
  }

  @Test
  void noEpochWithoutKnownMembersCounts() {
    heads.applied(head(2, 5));
    sign("a", head(2, 5));
    assertThat(heads.newest()).isEmpty();
  }

  private void sign(String member, LogHead head) {
    heads.signed(head, new MemberSignature(member, ANY.sign(head.message())));
  }

  private static LogHead head(int epoch, long size) {
    return new LogHead(
        Hash.sha256(),
        epoch,
        size,
        Hash.sha256(new byte[] {(byte) size}),
        Instant.EPOCH.plusSeconds(size));
  }
}
