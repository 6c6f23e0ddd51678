package kz.digitaltenge.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.BitFlips;
import kz.digitaltenge.ledger.testkit.RememberingVerifier;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The central bank's process names nobody who makes money: for that officers sign too (A4).
final class NextParametersTest {
  private static final TestNetwork NETWORK = TestNetwork.of(3);
  private static final NetworkParameters BEFORE = NETWORK.parameters();
  private static final Signer FIRST = NETWORK.officers().get(0);
  private static final Signer SECOND = NETWORK.officers().get(1);
  private static final Signer STRANGER = TestKeys.ed25519("a stranger");

  /// Many times as fast as the JDK.
  private final RememberingVerifier verifier =
      new RememberingVerifier(
          JcaSignatures.ofJdk()
              .with(SchemeId.ED25519, AmazonCorrettoCryptoProvider.INSTANCE)
              .with(SchemeId.P256, AmazonCorrettoCryptoProvider.INSTANCE));

  /// What may not change without officers.
  record Change(String what, UnaryOperator<NetworkParameters> make) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Change> changes() {
    return List.of(
        terms("other officers", it -> of(it, it.issuanceKey(), strangers(), it.approvals())),
        terms(
            "one officer is replaced",
            it -> {
              var officers = new ArrayList<>(it.officers());
              officers.set(0, STRANGER.publicKey());
              return of(it, it.issuanceKey(), officers, it.approvals());
            }),
        terms("an issue needs nobody", it -> of(it, it.issuanceKey(), it.officers(), List.of())),
        terms(
            "another issuance key",
            it -> of(it, STRANGER.publicKey(), it.officers(), it.approvals())),
        new Change("the asset is gone", it -> with(it, it.participants(), List.of())),
        new Change(
            "one asset more",
            it -> {
              var assets = new ArrayList<>(it.assets());
              assets.add(
                  new AssetTerms(
                      new Asset(TestNetwork.CENTRAL_BANK, "KZT2"),
                      STRANGER.publicKey(),
                      List.of(),
                      List.of()));
              return with(it, it.participants(), assets);
            }),
        new Change(
            "another key of the central bank", it -> centralBank(it, it.centralBank().node())),
        new Change(
            "another node is the central bank", it -> centralBank(it, new NodeId("NBRKKZKY"))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void theCentralBankAloneCannotChangeWhoMakesMoney(Change change) {
    SignedParameters alone = NETWORK.signed(change.make.apply(next()));

    refused(alone);
    refused(alone.signedBy(FIRST));
    refused(alone.signedBy(FIRST).signedBy(FIRST));
    refused(alone.signedBy(FIRST).signedBy(STRANGER));
    refused(alone.signedBy(STRANGER).signedBy(NETWORK.issuance()));
    refused(new SignedParameters(alone.parameters(), alone.signature(), twice(alone)));
    refused(new SignedParameters(alone.parameters(), alone.signature(), ofTheSame(next())));
    accepted(alone.signedBy(FIRST).signedBy(SECOND));
    accepted(alone.signedBy(SECOND).signedBy(NETWORK.officers().get(2)).signedBy(STRANGER));
  }

  @Test
  void officersAloneChangeNothingEither() {
    NetworkParameters changed = changes().getFirst().make.apply(next());

    refused(SignedParameters.sign(changed, STRANGER).signedBy(FIRST).signedBy(SECOND));
  }

  @Test
  void whatMakesNoMoneyNeedsNoOfficer() {
    accepted(NETWORK.signed(next()));
    List<Participant> moved =
        BEFORE.participants().stream()
            .map(
                each ->
                    new Participant(
                        each.node(),
                        each.name(),
                        each.bankCode(),
                        "elsewhere.example:1",
                        each.identityKey(),
                        each.kind()))
            .toList();
    accepted(NETWORK.signed(with(next(), moved, BEFORE.assets())));
  }

  @Test
  void officersThatWereReplacedSignNoMore() {
    NetworkParameters second = changes().getFirst().make.apply(next());
    NetworkParameters third = terms(TestNetwork.successorOf(second, false), BEFORE.assets());
    SignedParameters signed = NETWORK.signed(third);

    assertThat(signed.signedBy(FIRST).signedBy(SECOND).follows(second, verifier)).isFalse();
    assertThat(signed.signedBy(STRANGER).signedBy(SECOND).follows(second, verifier)).isFalse();
    assertThat(
            signed
                .signedBy(STRANGER)
                .signedBy(TestKeys.ed25519("another stranger"))
                .follows(second, verifier))
        .isTrue();
  }

  @Test
  void noBitOfThemCanChange() {
    SignedParameters signed =
        NETWORK.signed(changes().getFirst().make.apply(next())).signedBy(FIRST).signedBy(SECOND);

    assertThat(SignedParameters.decode(signed.encode())).isEqualTo(signed);
    BitFlips.each(
        signed.encode(),
        bytes -> {
          try {
            assertThat(SignedParameters.decode(bytes).follows(BEFORE, verifier)).isFalse();
          } catch (MalformedException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
          }
        });
  }

  @Test
  void withoutOfficersTheyReadAsBeforeAndInNoOtherWay() {
    SignedParameters signed = NETWORK.signed(next());
    var former = new CborWriter();
    former.array(2);
    signed.parameters().writeTo(former);
    signed.signature().writeTo(former);
    var other = new CborWriter();
    other.array(3);
    signed.parameters().writeTo(other);
    signed.signature().writeTo(other);
    other.array(0);

    assertThat(signed.encode()).isEqualTo(former.toBytes());
    assertThat(SignedParameters.decode(former.toBytes())).isEqualTo(signed);
    assertThatThrownBy(() -> SignedParameters.decode(other.toBytes()))
        .isInstanceOf(MalformedException.class);
  }

  private void accepted(SignedParameters next) {
    assertThat(next.follows(BEFORE, verifier)).isTrue();
  }

  private void refused(SignedParameters next) {
    assertThat(next.follows(BEFORE, verifier)).isFalse();
  }

  private static List<BlockOrder.OfficerSignature> twice(SignedParameters signed) {
    BlockOrder.OfficerSignature one = signed.signedBy(FIRST).officers().getFirst();
    return List.of(one, one);
  }

  private static List<BlockOrder.OfficerSignature> ofTheSame(NetworkParameters other) {
    return NETWORK.signed(other).signedBy(FIRST).signedBy(SECOND).officers();
  }

  private static NetworkParameters next() {
    return TestNetwork.successorOf(BEFORE, false);
  }

  private static List<PublicKey> strangers() {
    return List.of(STRANGER.publicKey(), TestKeys.ed25519("another stranger").publicKey());
  }

  private static Change terms(String what, UnaryOperator<AssetTerms> change) {
    return new Change(
        what,
        it -> {
          var assets = new ArrayList<>(it.assets());
          assets.set(0, change.apply(assets.getFirst()));
          return terms(it, assets);
        });
  }

  private static AssetTerms of(
      AssetTerms terms,
      PublicKey issuance,
      List<PublicKey> officers,
      List<AssetTerms.ApprovalTier> approvals) {
    return new AssetTerms(terms.asset(), issuance, officers, approvals);
  }

  private static NetworkParameters terms(NetworkParameters parameters, List<AssetTerms> assets) {
    return with(parameters, parameters.participants(), assets);
  }

  private static NetworkParameters centralBank(NetworkParameters parameters, NodeId node) {
    List<Participant> participants =
        parameters.participants().stream()
            .map(
                each ->
                    each.kind() == Participant.Kind.CENTRAL_BANK
                        ? new Participant(
                            node,
                            each.name(),
                            each.bankCode(),
                            each.endpoint(),
                            node.equals(each.node()) ? STRANGER.publicKey() : each.identityKey(),
                            each.kind())
                        : each)
            .toList();
    return with(parameters, participants, parameters.assets());
  }

  private static NetworkParameters with(
      NetworkParameters parameters, List<Participant> participants, List<AssetTerms> assets) {
    return new NetworkParameters(
        parameters.epoch(),
        parameters.previous(),
        parameters.effectiveFrom(),
        parameters.urgent(),
        participants,
        parameters.notary(),
        assets);
  }
}
