package kz.digitaltenge.gateway;

import static kz.digitaltenge.gateway.Document.list;
import static kz.digitaltenge.gateway.Document.map;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.digitaltenge.gateway.Document.Operation;

/// What of a document that was published programs can no longer rely on: what is asked for may only
/// become looser, what is answered only narrower or more.
///
/// New words of an answer's enumeration and new members of it are no break.
record DocumentComparison(Document before, Document after) {
  /// Every operation that both documents have, member by member, is among the compared.
  record Outcome(List<String> breaks, List<String> compared) {
    Outcome {
      breaks = List.copyOf(breaks);
      compared = List.copyOf(compared);
    }
  }

  /// Which way a value goes: what fitted must fit in a request; what fits must have fitted in an
  /// answer.
  private enum Way {
    ASKED,
    ANSWERED
  }

  Outcome outcome() {
    Map<String, Operation> now =
        after.operations().stream().collect(Collectors.toMap(Operation::name, each -> each));
    var breaks = new ArrayList<String>();
    var compared = new ArrayList<String>();
    for (Operation operation : before.operations()) {
      Operation same = now.get(operation.name());
      if (same == null) {
        breaks.add(operation.name() + " is gone");
      } else {
        breaks.addAll(breaks(operation, same));
        compared.add(operation.name());
      }
    }
    return new Outcome(breaks, compared);
  }

  private List<String> breaks(Operation was, Operation is) {
    String place = was.name();
    var breaks = new ArrayList<String>();
    if (!was.id().equals(is.id())) {
      breaks.add(place + " is no " + was.id() + " any more");
    }
    breaks.addAll(parameters(place, parameters(before, was), parameters(after, is)));
    breaks.addAll(asked(place, was, is));
    Map<String, Object> known = map(was.content().get("responses"));
    Map<String, Object> given = map(is.content().get("responses"));
    known.forEach(
        (status, response) ->
            Optional.ofNullable(given.get(status))
                .ifPresentOrElse(
                    same -> breaks.addAll(answered(place + " " + status, response, same)),
                    () -> breaks.add(place + " has no answer " + status + " any more")));
    given.keySet().stream()
        .filter(status -> status.startsWith("2") && !known.containsKey(status))
        .forEach(status -> breaks.add(place + " may answer " + status + " now"));
    return breaks;
  }

  private List<String> parameters(
      String place,
      Map<String, Map<String, Object>> known,
      Map<String, Map<String, Object>> taken) {
    var breaks = new ArrayList<String>();
    known.forEach(
        (name, parameter) ->
            Optional.ofNullable(taken.get(name))
                .ifPresentOrElse(
                    same ->
                        breaks.addAll(
                            values(
                                Way.ASKED,
                                place + " " + name,
                                parameter.getOrDefault("schema", Map.of()),
                                same.getOrDefault("schema", Map.of()))),
                    () -> breaks.add(place + " takes no " + name + " any more")));
    taken.forEach(
        (name, parameter) -> {
          if (isRequired(parameter) && !isRequired(known.getOrDefault(name, Map.of()))) {
            breaks.add(place + " asks for " + name);
          }
        });
    return breaks;
  }

  private static boolean isRequired(Map<String, Object> parameterOrBody) {
    return Boolean.TRUE.equals(parameterOrBody.get("required"));
  }

  private List<String> asked(String place, Operation was, Operation is) {
    Map<String, Object> old = before.resolved(was.content().getOrDefault("requestBody", Map.of()));
    Map<String, Object> now = after.resolved(is.content().getOrDefault("requestBody", Map.of()));
    if (old.isEmpty()) {
      return isRequired(now) ? List.of(place + " asks for a body") : List.of();
    }
    if (now.isEmpty()) {
      return List.of(place + " takes no body any more");
    }
    var breaks = new ArrayList<String>(media(Way.ASKED, place, old, now));
    if (isRequired(now) && !isRequired(old)) {
      breaks.add(place + " asks for a body");
    }
    return breaks;
  }

  private List<String> answered(String place, Object was, Object is) {
    Map<String, Object> old = before.resolved(was);
    Map<String, Object> now = after.resolved(is);
    var breaks = new ArrayList<String>(media(Way.ANSWERED, place, old, now));
    map(old.get("headers")).keySet().stream()
        .filter(name -> !map(now.get("headers")).containsKey(name))
        .forEach(name -> breaks.add(place + " has no " + name + " any more"));
    return breaks;
  }

  /// Of each type that a body may be of.
  private List<String> media(
      Way way, String place, Map<String, Object> old, Map<String, Object> now) {
    Map<String, Object> is = map(now.get("content"));
    var breaks = new ArrayList<String>();
    map(old.get("content"))
        .forEach(
            (type, media) ->
                Optional.ofNullable(is.get(type))
                    .ifPresentOrElse(
                        same ->
                            breaks.addAll(
                                values(
                                    way,
                                    place,
                                    map(media).getOrDefault("schema", Map.of()),
                                    map(same).getOrDefault("schema", Map.of()))),
                        () -> breaks.add(place + " is no " + type + " any more")));
    return breaks;
  }

  private List<String> values(Way way, String place, Object was, Object is) {
    List<Object> old = list(before.resolved(was).get("oneOf"));
    List<Object> now = list(after.resolved(is).get("oneOf"));
    if (old.isEmpty() && now.isEmpty()) {
      return value(way, place, was, is);
    }
    boolean isBreak = way == Way.ASKED ? now.size() < old.size() : now.size() != old.size();
    if (isBreak || old.isEmpty()) {
      return List.of(place + " is one of others now");
    }
    return IntStream.range(0, old.size())
        .boxed()
        .flatMap(i -> value(way, place, old.get(i), now.get(i)).stream())
        .toList();
  }

  private List<String> value(Way way, String place, Object was, Object is) {
    Map<String, Object> old = before.resolved(was);
    Map<String, Object> now = after.resolved(is);
    var breaks = new ArrayList<String>(members(way, place, was, is));
    for (String kept : List.of("type", "format")) {
      if (old.containsKey(kept) && !Objects.equals(old.get(kept), now.get(kept))) {
        breaks.add(place + " is no " + old.get(kept) + " any more");
      }
    }
    breaks.addAll(words(way, place, list(old.get("enum")), list(now.get("enum"))));
    breaks.addAll(bounds(way, place, old, now));
    breaks.addAll(needed(way, place, was, is));
    if (old.containsKey("items")) {
      breaks.addAll(
          values(way, place + "[]", old.get("items"), now.getOrDefault("items", Map.of())));
    }
    return breaks;
  }

  private List<String> members(Way way, String place, Object was, Object is) {
    Map<String, Object> now = after.properties(is);
    var breaks = new ArrayList<String>();
    before
        .properties(was)
        .forEach(
            (name, schema) ->
                Optional.ofNullable(now.get(name))
                    .ifPresentOrElse(
                        same -> breaks.addAll(values(way, place + " " + name, schema, same)),
                        () -> breaks.add(place + " " + name + " is gone")));
    return breaks;
  }

  private List<String> needed(Way way, String place, Object was, Object is) {
    return switch (way) {
      case ASKED ->
          after.required(is).stream()
              .filter(name -> !before.required(was).contains(name))
              .map(name -> place + " asks for " + name)
              .toList();
      case ANSWERED ->
          before.required(was).stream()
              .filter(name -> !after.required(is).contains(name))
              .map(name -> place + " " + name + " may be missing now")
              .toList();
    };
  }

  /// A word that is gone is one that somebody sends or waits for; a request may have lost none, nor
  /// be held to words where there were none.
  private static List<String> words(Way way, String place, List<Object> old, List<Object> now) {
    if (way == Way.ASKED && old.isEmpty() && !now.isEmpty()) {
      return List.of(place + " is held to words now");
    }
    if (way == Way.ASKED && now.isEmpty()) {
      return List.of();
    }
    return old.stream()
        .filter(word -> !now.contains(word))
        .map(word -> place + " is never " + word + " any more")
        .toList();
  }

  private static List<String> bounds(
      Way way, String place, Map<String, Object> old, Map<String, Object> now) {
    // What was freer before is the tightening of a request; what is freer now, of an answer.
    Map<String, Object> freer = way == Way.ASKED ? old : now;
    Map<String, Object> tighter = way == Way.ASKED ? now : old;
    var breaks = new ArrayList<String>();
    if (tighter.containsKey("pattern")
        && !Objects.equals(tighter.get("pattern"), freer.get("pattern"))) {
      breaks.add(place + " has another pattern");
    }
    bounds()
        .forEach(
            (bound, sign) -> {
              Optional<BigDecimal> free = number(freer, bound);
              Optional<BigDecimal> tight = number(tighter, bound);
              boolean isTightened =
                  tight.isPresent() && (free.isEmpty() || isTighter(sign, tight.get(), free.get()));
              if (isTightened) {
                breaks.add(place + " has another " + bound);
              }
            });
    boolean isClosed = Boolean.FALSE.equals(now.get("additionalProperties"));
    boolean wasClosed = Boolean.FALSE.equals(old.get("additionalProperties"));
    if (way == Way.ASKED && isClosed && !wasClosed) {
      breaks.add(place + " takes no other members any more");
    }
    return breaks;
  }

  private static boolean isTighter(int sign, BigDecimal tight, BigDecimal free) {
    return sign < 0 ? tight.compareTo(free) < 0 : tight.compareTo(free) > 0;
  }

  /// With the sign of the direction in which each is tighter.
  private static Map<String, Integer> bounds() {
    var bounds = new LinkedHashMap<String, Integer>();
    for (String most : List.of("maxLength", "maximum", "maxItems")) {
      bounds.put(most, -1);
    }
    for (String least : List.of("minLength", "minimum", "minItems")) {
      bounds.put(least, 1);
    }
    return bounds;
  }

  private static Optional<BigDecimal> number(Map<String, Object> schema, String bound) {
    return Optional.ofNullable(schema.get(bound)).map(value -> new BigDecimal(value.toString()));
  }

  private static Map<String, Map<String, Object>> parameters(
      Document document, Operation operation) {
    return list(operation.content().get("parameters")).stream()
        .map(document::resolved)
        .collect(
            Collectors.toMap(
                parameter -> String.valueOf(parameter.get("name")),
                each -> each,
                (first, _) -> first,
                LinkedHashMap::new));
  }
}
