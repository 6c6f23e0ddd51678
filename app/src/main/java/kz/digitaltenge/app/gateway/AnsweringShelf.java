package kz.digitaltenge.app.gateway;

import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.gateway.signing.AnsweringKey;
import kz.digitaltenge.gateway.signing.AnsweringKeys;
import kz.digitaltenge.trust.signed.MessageCryptography;
import kz.digitaltenge.trust.signed.MessageSigner;

/// The keys that a bank's gateway signs with, as they are in its folder: `answers`, and for each
/// that took another's place `answers-MILLIS`, named after the time from which it signs.
record AnsweringShelf(
    GatewayFiles files, Entropy entropy, InstantSource clock, MessageCryptography cryptography) {
  private static final System.Logger LOG = System.getLogger(AnsweringShelf.class.getName());
  private static final Pattern LATER = Pattern.compile("answers-([0-9]{1,18})\\.crt");

  /// Makes the next key with its certificate, into the folder.
  @FunctionalInterface
  interface Next {
    void make(String name);
  }

  AnsweringKeys keys(Next next) {
    var keys =
        new AnsweringKeys(
            List.of(key(GatewayFiles.ANSWERS, Instant.EPOCH)),
            from -> {
              String name = name(from);
              next.make(name);
              return key(name, from);
            },
            clock);
    taken(keys).forEach(bad -> LOG.log(ERROR, bad.problem()::forLog));
    return keys;
  }

  /// What is to be believed, each before its issuer's.
  List<X509Certificate> told() {
    return keys(_ -> {}).told().stream()
        .flatMap(told -> Stream.of(told.key().certificate(), told.key().issuer()))
        .toList();
  }

  /// Takes what was put into the folder since. What cannot be used is passed over, and told when
  /// the others were taken.
  ///
  /// @throws PlatformException of one that cannot be used: those taken before go on signing
  void refresh(AnsweringKeys keys) {
    taken(keys).stream()
        .findFirst()
        .ifPresent(
            first -> {
              throw first;
            });
  }

  /// The newest first: one that another has taken the place of is needed no more, and may have run
  /// out.
  ///
  /// @return what is wrong with those that cannot be used
  private List<PlatformException> taken(AnsweringKeys keys) {
    List<X509Certificate> own = files.chain(GatewayFiles.ANSWERS);
    var trouble = new ArrayList<PlatformException>();
    for (String name :
        names(files.place())
            .filter(each -> !keys.knows(from(each)))
            .sorted(Comparator.comparing(AnsweringShelf::from).reversed())
            .toList()) {
      try {
        new Successor(own, files.chain(name), clock).requireFit(files.certificate(name));
        keys.take(key(name, from(name)));
      } catch (PlatformException e) {
        if (keys.current().from().isBefore(from(name))) {
          trouble.add(e);
        }
      }
    }
    return trouble;
  }

  /// The one that waits for its time; empty when none does.
  Optional<Instant> waiting() {
    Instant now = clock.instant();
    return names(files.place()).map(AnsweringShelf::from).filter(now::isBefore).findFirst();
  }

  /// What a key that signs from a time on is called in its folder.
  static String name(Instant from) {
    return GatewayFiles.ANSWERS + "-" + from.toEpochMilli();
  }

  /// Those that are in a folder, the first one in any case. Each has its certificate, which is
  /// written last.
  static Stream<String> names(Path place) {
    try (Stream<Path> kept = Files.list(place)) {
      List<String> later =
          kept.map(file -> String.valueOf(file.getFileName()))
              .filter(LATER.asMatchPredicate())
              .map(file -> file.substring(0, file.lastIndexOf('.')))
              .toList();
      return Stream.concat(Stream.of(GatewayFiles.ANSWERS), later.stream());
    } catch (IOException e) {
      throw StorageProblems.of(place, e).exception(e);
    }
  }

  private static Instant from(String name) {
    Matcher later = LATER.matcher(name + ".crt");
    return later.matches() ? Instant.ofEpochMilli(Long.parseLong(later.group(1))) : Instant.EPOCH;
  }

  private AnsweringKey key(String name, Instant from) {
    List<X509Certificate> chain = files.chain(name);
    var signer =
        new MessageSigner(
            chain.getFirst(), files.keys(name).getPrivate(), entropy, clock, cryptography);
    return new AnsweringKey(signer, chain.getFirst(), chain.get(1), from);
  }
}
