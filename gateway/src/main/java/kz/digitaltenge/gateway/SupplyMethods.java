package kz.digitaltenge.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.SupplyArchive;
import kz.digitaltenge.api.operator.SupplyArchive.Kept;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// Proofs of the supply, as the central bank has kept them: what they say, and the files that
/// everybody can verify.
final class SupplyMethods {
  private static final String PROOFS = "/v1/supply-proofs";
  private static final String ONE = PROOFS + "/{id}";
  private static final String SERVICE = "supply proofs";
  private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}-[0-9]{1,18}");

  private static final Comparator<Kept> NEWEST_FIRST =
      Comparator.comparing(Kept::at).thenComparingLong(Kept::position).reversed();

  private final Supplier<SupplyArchive> proofs;
  private final LongFunction<Optional<LiabilityLine>> liability;
  private final Officers officers;

  /// @param liability beside the proof of a cut, by its position
  SupplyMethods(
      Supplier<SupplyArchive> proofs,
      LongFunction<Optional<LiabilityLine>> liability,
      Officers officers) {
    this.proofs = proofs;
    this.liability = liability;
    this.officers = officers;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/supply", this::newest),
        new Route("GET", PROOFS, this::list),
        new Route("GET", ONE, this::show),
        new Route("GET", ONE + "/file", this::file));
  }

  private Reply newest(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    var _ = officers.of(call, SERVICE);
    // The newest may have made room for a newer one meanwhile.
    return proofs.get().kept().stream()
        .flatMap(kept -> besideLiability(kept).stream())
        .findFirst()
        .<Reply>map(found -> new Reply.Done(Reply.OK, found))
        .orElseThrow(() -> unknown("newest"));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of("before", "limit"));
    int limit = query.limit();
    Optional<Kept> before = query.value("before").map(SupplyMethods::place);
    var _ = officers.of(call, SERVICE);
    // One more than asked for tells whether there are more.
    List<Kept> found =
        proofs.get().kept().stream()
            .filter(each -> before.isEmpty() || NEWEST_FIRST.compare(before.get(), each) < 0)
            .limit(limit + 1L)
            .toList();
    List<Kept> shown = found.stream().limit(limit).toList();
    Map<String, Object> page =
        Json.object("proofs", shown.stream().map(SupplyMethods::object).toList());
    if (found.size() > shown.size()) {
      Kept last = shown.getLast();
      page.put("next", last.at().toEpochMilli() + "-" + last.position());
    }
    return new Reply.Done(Reply.OK, page);
  }

  private static Kept place(String cursor) {
    if (!CURSOR.matcher(cursor).matches()) {
      throw Malformed.field("before", "it is not what an answer called next");
    }
    int dash = cursor.indexOf('-');
    return new Kept(
        "",
        Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, dash))),
        Long.parseLong(cursor.substring(dash + 1)),
        "");
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    var _ = officers.of(call, SERVICE);
    return proofs.get().kept().stream()
        .filter(kept -> kept.id().equals(call.id()))
        .flatMap(kept -> besideLiability(kept).stream())
        .findFirst()
        .<Reply>map(found -> new Reply.Done(Reply.OK, found))
        .orElseThrow(() -> unknown(call.id()));
  }

  private Reply file(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    var _ = officers.of(call, SERVICE);
    return proofs
        .get()
        .file(call.id())
        .<Reply>map(bytes -> new Reply.File(ApiFields.CBOR, bytes))
        .orElseThrow(() -> unknown(call.id()));
  }

  private Optional<Map<String, Object>> proof(Kept kept) {
    return proofs.get().file(kept.id()).map(bytes -> object(kept, bytes));
  }

  /// What was issued less redeemed is only half of the proof: the other half is the liability.
  private Optional<Map<String, Object>> besideLiability(Kept kept) {
    Optional<Map<String, Object>> found = proof(kept);
    found.ifPresent(
        shown ->
            liability
                .apply(kept.position())
                .ifPresent(line -> shown.put("coreBanking", object(line))));
    return found;
  }

  private static Map<String, Object> object(LiabilityLine line) {
    Map<String, Object> shown =
        Json.object(
            "word", line.word().name(),
            "at", line.at().toString(),
            "issued", line.issued().toString(),
            "redeemed", line.redeemed().toString(),
            "circulating", line.circulating().toString());
    line.liability().ifPresent(amount -> shown.put("liability", amount.toString()));
    shown.put("inFlight", OfficersConversionMethods.objects(line.inFlight(), line.at()));
    shown.put("breaks", OfficersConversionMethods.objects(line.breaks(), line.at()));
    if (!line.note().isEmpty()) {
      shown.put("note", line.note());
    }
    return shown;
  }

  private static PlatformException unknown(String id) {
    return Problem.of(ErrorCode.UNKNOWN_PROOF, "proof", id).exception();
  }

  private static Map<String, Object> object(Kept kept) {
    return Json.object(
        "id", kept.id(),
        "at", kept.at().toString(),
        "position", String.valueOf(kept.position()),
        "kind", kept.kind());
  }

  private static Map<String, Object> object(Kept kept, Bytes bytes) {
    List<NodeStatement> statements =
        SupplyProof.decode(bytes.toArray()).statements().stream()
            .map(SignedStatement::statement)
            .toList();
    Map<String, Object> shown = object(kept);
    shown.put("assets", totals(statements));
    shown.put("holders", statements.stream().flatMap(SupplyMethods::holdings).toList());
    return shown;
  }

  private static List<Object> totals(List<NodeStatement> statements) {
    var byAsset = new TreeMap<Asset, List<AssetClaim>>();
    statements.stream()
        .flatMap(statement -> statement.assets().stream())
        .forEach(
            claim -> byAsset.computeIfAbsent(claim.asset(), _ -> new ArrayList<>()).add(claim));
    var totals = new ArrayList<Object>();
    byAsset.forEach(
        (asset, claims) -> {
          long issued = claims.stream().mapToLong(claim -> claim.issued().tiyn()).sum();
          long redeemed = claims.stream().mapToLong(claim -> claim.redeemed().tiyn()).sum();
          totals.add(
              Json.object(
                  "currency", asset.code(),
                  "issued", Amount.ofTiyn(issued).toString(),
                  "redeemed", Amount.ofTiyn(redeemed).toString(),
                  "circulating", Amount.ofTiyn(issued - redeemed).toString()));
        });
    return totals;
  }

  private static Stream<Object> holdings(NodeStatement statement) {
    return statement.assets().stream()
        .map(
            claim ->
                Json.object(
                    "bank", statement.node().value(),
                    "currency", claim.asset().code(),
                    "holds", Amount.ofTiyn(claim.live().tiyn()).toString()));
  }
}
