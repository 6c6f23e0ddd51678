package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;

/// The durable memory of customers' conversions. What a method did is on disk when it returns;
/// repeating it is safe. Any thread may call; all throw a
/// [kz.digitaltenge.api.error.PlatformException] when the memory does not answer.
public interface ClientConversionBook {
  /// Notes a request at its first stage, unless its name is taken, and returns what is noted.
  ClientConversion begin(Request request, Instant at);

  Optional<ClientConversion> find(String name);

  /// Those with something left to do, oldest first.
  List<ClientConversion> open();

  /// All, oldest first.
  List<ClientConversion> all();

  /// Those that are looked for before a number, newest first.
  ListPart<ClientConversion> find(Wanted wanted, long before, int limit);

  /// Which conversions are looked for; what is empty does not narrow.
  ///
  /// @param from asked for not before this time
  /// @param until asked for before this time
  record Wanted(
      Optional<AccountId> account,
      Optional<Direction> direction,
      Optional<Stage> stage,
      Optional<Instant> from,
      Optional<Instant> until) {}

  /// All whose request was made since a time, oldest first.
  List<ClientConversion> requestedSince(Instant from);

  /// Notes that the sums of both books differ; since when they do without a break.
  Instant totalsDiffer(Instant at);

  void totalsAgree();

  /// Moves a conversion from one stage to another, unless it has left the first; returns how it
  /// stands.
  ClientConversion move(String name, Change change, Instant at);

  /// Notes that the core banking system refused to credit back, once an attempt: the next is made
  /// under the next number, and not before a time. Returns how it stands.
  ClientConversion creditRefused(String name, CreditRefused refused, Instant at);

  /// A refusal of an attempt.
  ///
  /// @param nextAt when the next attempt may be made
  record CreditRefused(int attempt, Note reason, Instant nextAt) {}

  /// Lets a paused order be sent that credits the money back, and says to which account. Nothing
  /// when it may have been sent, or the conversion has moved on. Returns how it stands.
  ///
  /// @param owed as the caller knows it
  ClientConversion release(ClientConversion owed, AccountId account, Instant at);

  /// Notes what giving back waits for. Returns how it stands.
  ClientConversion waits(ClientConversion owed, Note note, Instant at);

  /// A step between stages, or a new note at the same one.
  ///
  /// @param coreReference kept from now on, if there is none yet: of what was taken, or of what was
  ///   given back when that is what the step was from
  /// @param transaction likewise
  record Change(
      Stage from,
      Stage to,
      Optional<String> coreReference,
      Optional<String> transaction,
      Note note) {}
}
