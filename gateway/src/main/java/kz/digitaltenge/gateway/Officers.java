package kz.digitaltenge.gateway;

import java.util.Optional;
import java.util.function.Function;

/// Who of the central bank asks: the certificate of an officer has the central bank's identifier
/// and the officer's name, `NBRKKZKX.officer-1`.
///
/// @param numbers by which number the books know the officer of a name
record Officers(String centralBank, Function<String, Optional<String>> numbers) {
  /// An officer who asks.
  ///
  /// @param number as the books have it
  record Officer(String name, String number) {}

  /// @throws kz.digitaltenge.api.error.PlatformException `CALLER_NOT_ADMITTED` for anybody else
  Officer of(Call call, String service) {
    return find(call).orElseThrow(() -> Admission.refused(call, service + " of " + centralBank));
  }

  boolean areAsking(Call call) {
    return find(call).isPresent();
  }

  private Optional<Officer> find(Call call) {
    String bank = centralBank + Call.WITHIN;
    if (!call.participant().startsWith(bank)) {
      return Optional.empty();
    }
    String name = call.participant().substring(bank.length());
    return numbers.apply(name).map(number -> new Officer(name, number));
  }
}
