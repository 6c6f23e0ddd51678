package kz.digitaltenge.gateway;

import static kz.digitaltenge.api.error.ErrorCode.APPROVAL_DIFFERS;
import static kz.digitaltenge.api.error.ErrorCode.CONVERSION_UNDER_WAY;
import static kz.digitaltenge.api.error.ErrorCode.CORE_BANKING_MISSING;
import static kz.digitaltenge.api.error.ErrorCode.NOTARY_UNAVAILABLE;
import static kz.digitaltenge.api.error.ErrorCode.NOT_AN_OFFICER;
import static kz.digitaltenge.api.error.ErrorCode.OFFICER_SIGNATURE_WRONG;
import static kz.digitaltenge.api.error.ErrorCode.ORDER_REFUSED;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_BANK;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_CONVERSION;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_DAY;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_ORDER;
import static kz.digitaltenge.api.error.ErrorCode.UNKNOWN_PROOF;
import static kz.digitaltenge.gateway.MethodRefusals.BODY;
import static kz.digitaltenge.gateway.MethodRefusals.NOTHING_MORE;
import static kz.digitaltenge.gateway.MethodRefusals.put;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;

/// The same table of the central bank's gateway.
final class OfficersRefusals {
  private static final List<ErrorCode> DAY = List.of(UNKNOWN_DAY);
  private static final List<ErrorCode> SIGNED = List.of(ORDER_REFUSED, NOTARY_UNAVAILABLE);
  private static final List<ErrorCode> CONVERSION =
      List.of(UNKNOWN_BANK, UNKNOWN_CONVERSION, CORE_BANKING_MISSING);
  private static final List<ErrorCode> PROOF = List.of(UNKNOWN_PROOF);

  private static final Map<String, Set<ErrorCode>> BY_METHOD = byMethod();

  private OfficersRefusals() {}

  private static Map<String, Set<ErrorCode>> byMethod() {
    var all = new LinkedHashMap<String, Set<ErrorCode>>();
    put(all, "showOperationalDay", NOTHING_MORE);
    put(all, "setHours", BODY);
    put(all, "setAutomatic", BODY);
    put(all, "listOperationalDays", NOTHING_MORE);
    put(all, "openOperationalDay", NOTHING_MORE);
    put(all, "showOneOperationalDay", DAY);
    put(all, "closeOperationalDay", DAY);
    put(all, "showCalendar", NOTHING_MORE);
    put(all, "listCalendarChanges", NOTHING_MORE);
    put(all, "setCalendarDay", BODY);
    put(all, "fillWeekends", NOTHING_MORE);
    put(all, "takeOfficialCalendar", NOTHING_MORE);
    put(all, "showBlocks", NOTHING_MORE);
    put(all, "listBlockOrders", NOTHING_MORE);
    put(all, "proposeBlockOrder", BODY, SIGNED, List.of(UNKNOWN_BANK));
    put(all, "draftBlockOrder", BODY, List.of(UNKNOWN_BANK));
    put(all, "showBlockOrder", List.of(UNKNOWN_ORDER));
    put(all, "confirmBlockOrder", BODY, SIGNED, List.of(UNKNOWN_ORDER));
    put(all, "listConversions", List.of(UNKNOWN_BANK, CORE_BANKING_MISSING));
    put(all, "showConversion", CONVERSION);
    put(
        all,
        "approveConversion",
        BODY,
        CONVERSION,
        List.of(APPROVAL_DIFFERS, NOT_AN_OFFICER, OFFICER_SIGNATURE_WRONG, CONVERSION_UNDER_WAY));
    put(all, "refuseConversion", BODY, CONVERSION, List.of(CONVERSION_UNDER_WAY));
    put(all, "retryConversion", CONVERSION);
    put(all, "reconcile", List.of(CORE_BANKING_MISSING));
    put(all, "showSupply", PROOF);
    put(all, "listSupplyProofs", NOTHING_MORE);
    put(all, "showSupplyProof", PROOF);
    put(all, "readSupplyProofFile", PROOF);
    put(all, "listAnsweringCertificates", NOTHING_MORE);
    put(all, "rotateAnsweringCertificate", BODY);
    put(all, "showStatus", NOTHING_MORE);
    return all;
  }

  /// By the method's name in the document.
  static Map<String, Set<ErrorCode>> all() {
    return BY_METHOD;
  }
}
