package kz.digitaltenge.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.gateway.webhook.Webhook.Wish;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.KeyFiles;

/// What a webhook keeps on disk, each file as it was or as it is after a crash.
///
/// ```
/// webhook       the URL, the kinds, when it was made: a line each; without it the folder is nothing
/// position      of the last event that needs no telling any more
/// dead/17       a dead letter: key, reason, when: a line each, then the body
/// ```
final class WebhookFolder {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
  private static final String WEBHOOK = "webhook";
  private static final String POSITION = "position";
  private static final String DEAD = "dead";
  private static final int LINES = 3;
  private static final int REASON_LENGTH_MAX = 200;

  private final Path place;

  WebhookFolder(Path place) {
    this.place = place;
  }

  /// Written last, so that a webhook which is there has a position.
  void create(Webhook webhook, long position) {
    KeyFiles.makeFolder(place.resolve(DEAD));
    moveTo(position);
    write(
        place.resolve(WEBHOOK),
        webhook.wish().url()
            + "\n"
            + webhook.wish().kindNames()
            + "\n"
            + webhook.createdAt()
            + "\n");
  }

  /// Empty for what a crash left of a webhook that was being made or removed.
  Optional<Webhook> webhook() {
    Path file = place.resolve(WEBHOOK);
    if (!KeyFiles.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = text(KeyFiles.read(file)).lines().toList();
    try {
      return Optional.of(
          new Webhook(
              new Wish(URI.create(lines.getFirst()), Wish.kinds(lines.get(1))),
              Instant.parse(lines.get(2))));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException e) {
      throw damaged(file, e);
    }
  }

  long position() {
    Path file = place.resolve(POSITION);
    try {
      return Long.parseLong(text(KeyFiles.read(file)).strip());
    } catch (NumberFormatException e) {
      throw damaged(file, e);
    }
  }

  void moveTo(long position) {
    write(place.resolve(POSITION), position + "\n");
  }

  void bury(DeadLetter dead) {
    Letter letter = dead.letter();
    byte[] head =
        "%s\n%s\n%s\n".formatted(letter.key(), line(dead.reason()), dead.at()).getBytes(UTF_8);
    byte[] body = letter.body().toArray();
    KeyFiles.write(
        grave(letter.position()),
        ByteBuffer.allocate(head.length + body.length).put(head).put(body).array());
  }

  Optional<DeadLetter> deadLetter(long position) {
    Path file = grave(position);
    return KeyFiles.exists(file) ? Optional.of(read(file, position)) : Optional.empty();
  }

  /// By position, those after one.
  List<DeadLetter> deadLetters(long after, int limit) {
    return positions()
        .filter(position -> position > after)
        .sorted()
        .limit(limit)
        .map(position -> read(grave(position), position))
        .toList();
  }

  long deadLetterCount() {
    return positions().count();
  }

  void forget(long position) {
    delete(grave(position));
  }

  /// The webhook itself goes first: what a crash leaves behind is nothing any more.
  void remove() {
    delete(place.resolve(WEBHOOK));
    positions().forEach(this::forget);
    delete(place.resolve(DEAD));
    delete(place.resolve(POSITION));
    delete(place);
  }

  private Path grave(long position) {
    return place.resolve(DEAD).resolve(String.valueOf(position));
  }

  private Stream<Long> positions() {
    Path dead = place.resolve(DEAD);
    if (!Files.isDirectory(dead)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(dead)) {
      return files
          .map(file -> file.getFileName().toString())
          // What a crash left half written ends in a word.
          .filter(name -> name.matches("-?[0-9]+"))
          .map(Long::valueOf)
          .toList()
          .stream();
    } catch (IOException e) {
      throw failed(dead, e);
    }
  }

  private static DeadLetter read(Path file, long position) {
    byte[] content = KeyFiles.read(file);
    int at = 0;
    for (int lines = 0; lines < LINES; at++) {
      if (at == content.length) {
        throw KeyFiles.damaged(file, "it is too short");
      }
      if (content[at] == '\n') {
        lines++;
      }
    }
    // Not lines(), which ends them elsewhere too.
    List<String> head = List.of(text(Arrays.copyOf(content, at)).split("\n", LINES + 1));
    var body = Bytes.of(Arrays.copyOfRange(content, at, content.length));
    try {
      return new DeadLetter(
          new Letter(position, head.getFirst(), body), head.get(1), Instant.parse(head.get(2)));
    } catch (DateTimeParseException e) {
      throw damaged(file, e);
    }
  }

  /// A reason may hold what others have said.
  private static String line(String reason) {
    String clean = CONTROL.matcher(reason).replaceAll(" ");
    return clean.substring(0, Math.min(clean.length(), REASON_LENGTH_MAX));
  }

  private static void write(Path file, String text) {
    KeyFiles.write(file, text.getBytes(UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      KeyFiles.syncFolderOf(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static PlatformException damaged(Path file, RuntimeException cause) {
    return KeyFiles.damaged(file, String.valueOf(cause.getMessage()));
  }

  private static PlatformException failed(Path file, IOException cause) {
    return Problem.of(ErrorCode.STORAGE_FAILED, "path", file, "reason", cause.toString())
        .exception(cause);
  }
}
