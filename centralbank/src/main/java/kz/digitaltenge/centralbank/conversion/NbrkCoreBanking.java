package kz.digitaltenge.centralbank.conversion;

import java.time.LocalDate;

/// The central bank's core banking system (C09), as conversion needs it: it moves money between a
/// bank's correspondent account and the account of the liability for digital tenge.
///
/// Blocking; any thread may call. No answer is an exception: what could not be found out is
/// [CoreAnswer.Unknown].
public interface NbrkCoreBanking {
  /// Has an order booked, once however often it is sent: the same order again gets the answer that
  /// it got first.
  CoreAnswer settle(CoreOrder order);

  /// What was booked on the liability account on a day of the system's own calendar, at the end of
  /// that day or so far.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it could not be asked
  CoreReport statement(LocalDate day);

  /// The notices of what was booked on the liability account on a day; like the statement, but
  /// without balances.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when it could not be asked
  CoreReport notices(LocalDate day);
}
