package kz.digitaltenge.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import kz.digitaltenge.node.customer.Iin;
import kz.digitaltenge.node.customer.Phone;
import org.junit.jupiter.api.Test;

class SyntheticPeopleTest {
  private static final LocalDate BORN = LocalDate.of(1970, 1, 1);
  private static final int PEOPLE = 20_000;
  private static final int BIRTHDAYS = 9_000;

  /// Ten thousand random ones of ten million do meet.
  @Test
  void nobodyGetsWhatAnotherHas() {
    var people = new SyntheticPeople(new Random(7));
    Set<String> numbers = new HashSet<>();
    Set<String> phones = new HashSet<>();

    for (int each = 0; each < PEOPLE; each++) {
      LocalDate born = BORN.plusDays(each % BIRTHDAYS);
      assertThat(numbers.add(new Iin(people.iin(born)).value())).isTrue();
      assertThat(phones.add(new Phone(people.phone()).value())).isTrue();
    }
  }

  @Test
  void theSecondTimeOthersCome() {
    var first = new SyntheticPeople(new Random(1));
    var second = new SyntheticPeople(new Random(2));

    assertThat(first.iin(BORN)).isNotEqualTo(second.iin(BORN));
    assertThat(first.phone()).isNotEqualTo(second.phone());
    assertThat(first.bin(BORN)).isNotEqualTo(second.bin(BORN));
  }
}
