package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.MandateLine;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.MandateOrder;
import kz.digitaltenge.api.operator.SignatoryLine;
import kz.digitaltenge.gateway.Routes.Route;

/// Who signs for companies' accounts.
final class MandateMethods {
  private static final String PATH = "/v1/accounts/{id}/mandates";
  private static final String SIGNATORIES = "signatories";
  private static final String REQUIRED = "required";
  private static final String ROLES = "roles";
  private static final String TIERS = "tiers";
  private static final String ABOVE = "above";
  private static final String REASON = "reason";

  /// Of a public key; one with its private half is refused as unknown.
  private static final Set<String> JWK = Set.of("kty", "crv", "x", "y", "kid", "use", "alg");

  private final String bank;
  private final Supplier<MandateOperations> mandates;

  MandateMethods(String bank, Supplier<MandateOperations> mandates) {
    this.bank = bank;
    this.mandates = mandates;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, this::change),
        new Route("POST", PATH + "/end", this::end),
        new Route("GET", PATH, this::list));
  }

  private Reply change(Call call) {
    var fields = BodyFields.of(call, Set.of(SIGNATORIES, REQUIRED, ROLES, TIERS, REASON));
    var order =
        new MandateOrder(
            call.id(),
            fields.objects(SIGNATORIES, Set.of("id", "role", "key")).stream()
                .map(MandateMethods::signatory)
                .toList(),
            fields.text(REQUIRED),
            fields.texts(ROLES),
            fields.has(TIERS) ? tiers(fields) : List.of(),
            fields.text(REASON));
    requireOwn(call);
    return new Reply.Done(Reply.OK, shown(mandates.get().changeMandate(order, call.evidence())));
  }

  private Reply end(Call call) {
    String reason = BodyFields.of(call, Set.of(REASON)).text(REASON);
    requireOwn(call);
    return new Reply.Done(
        Reply.OK, shown(mandates.get().endMandate(call.id(), reason, call.evidence())));
  }

  private Reply list(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "mandates",
            mandates.get().mandates(call.id()).stream().map(MandateMethods::shown).toList()));
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw AccountMethods.unknown(call.id(), bank);
    }
  }

  private static List<MandateOrder.Tier> tiers(BodyFields fields) {
    return fields.objects(TIERS, Set.of(ABOVE, REQUIRED)).stream()
        .map(tier -> new MandateOrder.Tier(tier.text(ABOVE), tier.text(REQUIRED)))
        .toList();
  }

  private static SignatoryLine signatory(BodyFields fields) {
    BodyFields key = fields.object("key", JWK);
    String type = key.text("kty");
    String curve = key.text("crv");
    if (!type.equals(type(curve))) {
      throw Malformed.field("\"kty\"", "it is not the one of the curve");
    }
    return new SignatoryLine(
        fields.text("id"),
        fields.text("role"),
        new SignatoryLine.Jwk(curve, key.text("x"), key.optional("y").orElse("")));
  }

  private static String type(String curve) {
    return curve.equals("Ed25519") ? "OKP" : "EC";
  }

  private static Map<String, Object> shown(MandateLine line) {
    Map<String, Object> shown =
        Json.object(
            "account",
            line.account(),
            "version",
            String.valueOf(line.version()),
            SIGNATORIES,
            line.signatories().stream().map(MandateMethods::shown).toList(),
            REQUIRED,
            String.valueOf(line.required()));
    if (!line.roles().isEmpty()) {
      shown.put(ROLES, line.roles());
    }
    if (!line.tiers().isEmpty()) {
      shown.put(TIERS, line.tiers().stream().map(MandateMethods::shown).toList());
    }
    shown.put(REASON, line.reason());
    shown.put("at", line.at().toString());
    shown.put("evidence", String.valueOf(line.evidence()));
    return shown;
  }

  private static Map<String, Object> shown(MandateLine.Tier tier) {
    return Json.object(ABOVE, tier.above().toString(), REQUIRED, String.valueOf(tier.required()));
  }

  private static Map<String, Object> shown(SignatoryLine line) {
    SignatoryLine.Jwk jwk = line.key();
    Map<String, Object> key =
        Json.object("kty", type(jwk.curve()), "crv", jwk.curve(), "x", jwk.x());
    if (!jwk.y().isEmpty()) {
      key.put("y", jwk.y());
    }
    return Json.object("id", line.id(), "role", line.role(), "key", key);
  }
}
