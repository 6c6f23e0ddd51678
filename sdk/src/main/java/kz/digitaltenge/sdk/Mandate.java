package kz.digitaltenge.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who signs for a company's account from a time on, until the next version.
///
/// @param version counts from 1
/// @param signatories none when the mandate before has ended, and the account is its owner's alone
/// @param required how many of them approve
/// @param roles each of which must be among those who approve
/// @param tiers by rising amount; how many approve what is above it
/// @param evidence where the signed request is kept at the gateway
public record Mandate(
    String account,
    int version,
    List<Signatory> signatories,
    int required,
    List<Role> roles,
    List<Tier> tiers,
    String reason,
    Instant at,
    String evidence) {
  // Absent where the interface leaves it out.
  @SuppressWarnings("NullAway") // JSON has no empty lists for what it leaves out
  public Mandate {
    signatories = List.copyOf(signatories);
    roles = roles == null ? List.of() : List.copyOf(roles);
    tiers = tiers == null ? List.of() : List.copyOf(tiers);
  }

  public boolean isEnded() {
    return signatories.isEmpty();
  }

  /// A person who signs.
  ///
  /// @param id as the bank knows the person, 1 to 64 of `A-Za-z0-9._:-`
  public record Signatory(String id, Role role, Key key) {
    Map<String, Object> body() {
      return Json.object("id", id, "role", role.name(), "key", key.body());
    }
  }

  /// What the person is to the company.
  public enum Role {
    DIRECTOR,
    ACCOUNTANT,
    ATTORNEY,
    /// One that this SDK does not know.
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /// The public half of a person's own key, as a JWK has it.
  ///
  /// @param kty `OKP` for Ed25519, `EC` for P-256
  /// @param crv `Ed25519` or `P-256`
  public record Key(String kty, String crv, String x, Optional<String> y) {
    public static Key ed25519(String x) {
      return new Key("OKP", "Ed25519", x, Optional.empty());
    }

    public static Key p256(String x, String y) {
      return new Key("EC", "P-256", x, Optional.of(y));
    }

    private Map<String, Object> body() {
      return Json.object("kty", kty, "crv", crv, "x", x, "y", y);
    }
  }

  /// How many approve what is above an amount.
  public record Tier(BigDecimal above, int required) {
    private Map<String, Object> body() {
      return Json.object("above", Amounts.text(above), "required", String.valueOf(required));
    }
  }

  /// A mandate that is wished for.
  ///
  /// @param reason in the bank's words, without personal data
  public record Wish(
      String account,
      List<Signatory> signatories,
      int required,
      List<Role> roles,
      List<Tier> tiers,
      String reason) {
    public Wish {
      signatories = List.copyOf(signatories);
      roles = List.copyOf(roles);
      tiers = List.copyOf(tiers);
    }

    /// Whatever roles those have who approve.
    public Wish(
        String account,
        List<Signatory> signatories,
        int required,
        List<Tier> tiers,
        String reason) {
      this(account, signatories, required, List.of(), tiers, reason);
    }

    Map<String, Object> body() {
      return Json.object(
          "signatories",
          signatories.stream().map(Signatory::body).toList(),
          "required",
          String.valueOf(required),
          "roles",
          roles.stream().map(Role::name).toList(),
          "tiers",
          tiers.stream().map(Tier::body).toList(),
          "reason",
          reason);
    }
  }
}
