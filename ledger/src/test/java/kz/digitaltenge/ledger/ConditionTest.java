package kz.digitaltenge.ledger;

import static kz.digitaltenge.ledger.testkit.TestNetwork.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.Condition.After;
import kz.digitaltenge.ledger.Condition.All;
import kz.digitaltenge.ledger.Condition.Any;
import kz.digitaltenge.ledger.Condition.AtLeast;
import kz.digitaltenge.ledger.Condition.Before;
import kz.digitaltenge.ledger.Condition.Preimage;
import kz.digitaltenge.ledger.Condition.Signed;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import kz.digitaltenge.ledger.testkit.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConditionTest {
  private static final Signer DIRECTOR = TestKeys.ed25519("director");
  private static final Signer ACCOUNTANT = TestKeys.ed25519("accountant");
  private static final Signer AUDITOR = TestKeys.ed25519("auditor");
  private static final Bytes SECRET = Bytes.of((byte) 1, (byte) 2);

  private static final Instant FROM = WINDOW.from();
  private static final Instant UNTIL = WINDOW.until();

  private static final Condition D = signed(DIRECTOR);
  private static final Condition A = signed(ACCOUNTANT);
  private static final Condition U = signed(AUDITOR);
  private static final Condition S = new Preimage(Hash.sha256(SECRET.trusted()));
  private static final Condition NEVER = new After(Instant.parse("9999-12-31T23:59:59.999Z"));
  private static final Condition ALWAYS = new After(Instant.EPOCH);

  @ParameterizedTest(name = "{0}")
  @MethodSource({"single", "times", "composed"})
  void holds(String what, boolean holds, Condition condition, Witness witness) {
    assertThat(witness.satisfies(condition, WINDOW)).as(what).isEqualTo(holds);
  }

  static Stream<Arguments> single() {
    return Stream.of(
        row("signed by its key", true, D, by(DIRECTOR)),
        row("signed by others too", true, D, by(ACCOUNTANT, DIRECTOR)),
        row("signed by another", false, D, by(ACCOUNTANT)),
        row("signed by nobody", false, D, Witness.NONE),
        row("the secret is shown", true, S, showing(SECRET)),
        row("the secret is among others", true, S, showing(Bytes.empty(), SECRET)),
        row("another secret is shown", false, S, showing(Bytes.of((byte) 1))),
        row("the image is shown", false, S, showing(image())),
        row("no secret is shown", false, S, Witness.NONE));
  }

  /// A window that only touches the time is within it.
  static Stream<Arguments> times() {
    return Stream.of(
        row("the window starts then", true, new After(FROM), Witness.NONE),
        row("the window starts earlier", false, new After(FROM.plusMillis(1)), Witness.NONE),
        row("the window starts later", true, new After(FROM.minusMillis(1)), Witness.NONE),
        row("only the window's end is after", false, new After(UNTIL), Witness.NONE),
        row("the window ends then", true, new Before(UNTIL), Witness.NONE),
        row("the window ends later", false, new Before(UNTIL.minusMillis(1)), Witness.NONE),
        row("the window ends earlier", true, new Before(UNTIL.plusMillis(1)), Witness.NONE),
        row("only the window's start is before", false, new Before(FROM), Witness.NONE),
        row("no signature replaces time", false, new Before(FROM), by(DIRECTOR)));
  }

  static Stream<Arguments> composed() {
    return Stream.of(
        row("all of two", true, new All(List.of(D, A)), by(DIRECTOR, ACCOUNTANT)),
        row("one of all two", false, new All(List.of(D, A)), by(DIRECTOR)),
        row("all of one", true, new All(List.of(D)), by(DIRECTOR)),
        row("any of two, the first", true, new Any(List.of(D, A)), by(DIRECTOR)),
        row("any of two, the second", true, new Any(List.of(D, A)), by(ACCOUNTANT)),
        row("any of two, both", true, new Any(List.of(D, A)), by(ACCOUNTANT, DIRECTOR)),
        row("any of two, neither", false, new Any(List.of(D, A)), by(AUDITOR)),
        row("two of three", true, ofThree(2), by(DIRECTOR, AUDITOR)),
        row("one where two are asked", false, ofThree(2), by(DIRECTOR)),
        row("three where two are asked", true, ofThree(2), by(DIRECTOR, AUDITOR, ACCOUNTANT)),
        row("one of three", true, ofThree(1), by(ACCOUNTANT)),
        row("none of three", false, ofThree(1), Witness.NONE),
        row("three of three", false, ofThree(3), by(DIRECTOR, AUDITOR)),
        row("the same part twice", true, new AtLeast(2, List.of(D, D, A)), by(DIRECTOR)),
        row("a mandate above a limit", true, mandate(), by(ACCOUNTANT, AUDITOR)),
        row("a mandate of one only", false, mandate(), by(ACCOUNTANT)),
        row("a director alone", true, mandate(), by(DIRECTOR)),
        row("time and key", true, new All(List.of(ALWAYS, D)), by(DIRECTOR)),
        row("key without time", false, new All(List.of(NEVER, D)), by(DIRECTOR)),
        row("time without key", false, new All(List.of(ALWAYS, D)), Witness.NONE),
        row("time opens to everybody", true, new Any(List.of(ALWAYS, D)), Witness.NONE),
        row("a claim with key and secret", true, lock(), by(List.of(ACCOUNTANT), SECRET)),
        row("a claim without the secret", false, lock(), by(ACCOUNTANT)),
        row("a claim without the key", false, lock(), showing(SECRET)),
        row("a refund too early", false, lock(), by(DIRECTOR)));
  }

  /// Whoever can spend can also spend when others agree.
  @Test
  void moreWitnessesNeverSpoilACondition() {
    Property.holds(
        300,
        random -> {
          Condition condition = new RandomValues(random).condition(5);
          var all = new ArrayList<>(List.of(D, A, U, S, condition));
          Collections.shuffle(all, new Random(random.nextLong()));
          Condition mixed = new AtLeast(1 + random.nextInt(all.size()), all);

          if (by(DIRECTOR).satisfies(mixed, WINDOW)) {
            assertThat(by(List.of(DIRECTOR, AUDITOR), SECRET).satisfies(mixed, WINDOW)).isTrue();
          }
          if (Witness.NONE.satisfies(mixed, WINDOW)) {
            assertThat(by(DIRECTOR).satisfies(mixed, WINDOW)).isTrue();
          }
        });
  }

  @Test
  void eightLevelsFitAndNineDoNot() {
    assertThat(nested(8).fits()).isTrue();
    assertThat(nested(9).fits()).isFalse();
    assertThat(read(nested(8))).isEqualTo(nested(8));
    assertThatThrownBy(() -> read(nested(9))).satisfies(refusedAs(Malformed.TOO_DEEP));
  }

  @Test
  void sixtyFourNodesFitAndSixtyFiveDoNot() {
    assertThat(wide(63).fits()).isTrue();
    assertThat(wide(64).fits()).isFalse();
    assertThat(read(wide(63))).isEqualTo(wide(63));
    assertThatThrownBy(() -> read(wide(64))).satisfies(refusedAs(Malformed.TOO_DEEP));
  }

  @Test
  void nodesAreCountedOverAllBranches() {
    Condition branch = new Any(Collections.nCopies(15, D));
    assertThat(new All(Collections.nCopies(3, branch)).fits()).isTrue();
    assertThat(new All(Collections.nCopies(4, branch)).fits()).isFalse();
    assertThatThrownBy(() -> read(new All(Collections.nCopies(4, branch))))
        .satisfies(refusedAs(Malformed.TOO_DEEP));
  }

  @Test
  void whatIsNoConditionIsMalformed() {
    for (CborWriter bytes :
        List.of(
            new CborWriter().array(2).uint(0).bytes(new byte[32]),
            new CborWriter().array(2).uint(2).array(0),
            new CborWriter().array(3).uint(2).array(0).uint(1),
            new CborWriter().array(2).uint(4).uint(1),
            new CborWriter().array(2).uint(7).bytes(new byte[31]),
            new CborWriter().array(1).uint(1),
            new CborWriter().array(0))) {
      assertThatThrownBy(() -> Encoding.decode(bytes.toBytes(), Condition::readFrom))
          .isInstanceOf(MalformedException.class);
    }
  }

  private static Consumer<Throwable> refusedAs(Malformed reason) {
    return thrown ->
        assertThat(thrown)
            .isInstanceOfSatisfying(
                MalformedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Arguments row(String what, boolean holds, Condition condition, Witness witness) {
    return arguments(what, holds, condition, witness);
  }

  private static Condition signed(Signer signer) {
    return new Signed(signer.publicKey());
  }

  private static Bytes image() {
    return Bytes.of(Hash.sha256(SECRET.trusted()).trusted());
  }

  private static Condition ofThree(int count) {
    return new AtLeast(count, List.of(D, A, U));
  }

  /// The director alone, or two of the others.
  private static Condition mandate() {
    return new Any(List.of(D, new AtLeast(2, List.of(A, U, S))));
  }

  /// A hash time lock: the accountant with the secret, or the director when it is too late.
  private static Condition lock() {
    return new Any(
        List.of(new All(List.of(A, S, new Before(UNTIL))), new All(List.of(D, new After(UNTIL)))));
  }

  private static Witness by(Signer... signers) {
    return by(List.of(signers));
  }

  private static Witness by(List<Signer> signers, Bytes... preimages) {
    return new Witness(
        signers.stream()
            .map(each -> new Witness.KeySignature(each.publicKey(), each.sign(new byte[0])))
            .toList(),
        Arrays.asList(preimages));
  }

  private static Witness showing(Bytes... preimages) {
    return by(List.of(), preimages);
  }

  private static Condition nested(int depth) {
    Condition condition = D;
    for (int i = 1; i < depth; i++) {
      condition = new Any(List.of(condition));
    }
    return condition;
  }

  private static Condition wide(int parts) {
    return new Any(Collections.nCopies(parts, D));
  }

  private static Condition read(Condition condition) {
    return Encoding.decode(Encoding.encode(condition, Condition::writeTo), Condition::readFrom);
  }
}
