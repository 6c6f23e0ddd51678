package kz.digitaltenge.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a register in CSV (RFC 4180): a row of names and a row of values of the whole, then a row
/// of names and the lines.
///
/// Columns come in any order, between commas or, as spreadsheets here write it, semicolons. Rows
/// end with a line feed, with or without a carriage return; no field holds one.
final class RegisterCsv {
  private static final int WHOLE_NAMES = 1;
  private static final int WHOLE_VALUES = 2;
  private static final int LINE_NAMES = 3;

  private final RegisterFile file;
  private char separator = ',';
  private List<String> names = List.of();
  private Map<String, String> whole = Map.of();

  RegisterCsv(RegisterFile file) {
    this.file = file;
  }

  /// What the register says of itself; its lines go to the file.
  Map<String, String> read(String text) {
    if (text.isBlank()) {
      throw Malformed.body("it is empty");
    }
    int row = 0;
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int until = end < 0 ? text.length() : end;
      row++;
      boolean isReturned = until > from && text.charAt(until - 1) == '\r';
      read(row, text.substring(from, isReturned ? until - 1 : until));
      from = until + 1;
    }
    if (row < LINE_NAMES) {
      throw Malformed.body("it ends before the names of the lines' columns, row " + LINE_NAMES);
    }
    return whole;
  }

  private void read(int row, String text) {
    switch (row) {
      case WHOLE_NAMES -> {
        separator = text.indexOf(';') >= 0 && text.indexOf(',') < 0 ? ';' : ',';
        names = names(row, text, RegisterFile.WHOLE);
      }
      case WHOLE_VALUES -> whole = named(whole(row, text));
      case LINE_NAMES -> names = names(row, text, RegisterFile.FIELDS);
      default -> line(row, text);
    }
  }

  private void line(int row, String text) {
    try {
      List<String> fields = new CsvRow(text, separator).fields();
      if (fields.size() == names.size()) {
        file.add(row, named(fields));
      } else {
        file.fault(row, counted(fields));
      }
    } catch (CsvRow.MalformedRowException e) {
      file.fault(row, String.valueOf(e.getMessage()));
    }
  }

  private List<String> whole(int row, String text) {
    List<String> fields = fields(row, text);
    if (fields.size() != names.size()) {
      throw Malformed.field("Row " + row, counted(fields));
    }
    return fields;
  }

  private String counted(List<String> fields) {
    return "it has %d fields, and there are %d columns".formatted(fields.size(), names.size());
  }

  private List<String> names(int row, String text, Set<String> known) {
    List<String> found = fields(row, text);
    var seen = new ArrayList<String>();
    for (String name : found) {
      if (!known.contains(name)) {
        throw Malformed.field(
            "Row " + row,
            "no column \"%s\" is known there, only %s"
                .formatted(name, String.join(", ", new TreeSet<>(known))));
      }
      if (seen.contains(name)) {
        throw Malformed.field("Row " + row, "column \"%s\" is there twice".formatted(name));
      }
      seen.add(name);
    }
    return found;
  }

  private List<String> fields(int row, String text) {
    try {
      return new CsvRow(text, separator).fields();
    } catch (CsvRow.MalformedRowException e) {
      throw Malformed.field("Row " + row, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> named(List<String> fields) {
    var named = new HashMap<String, String>();
    for (int i = 0; i < fields.size(); i++) {
      named.put(names.get(i), fields.get(i));
    }
    return named;
  }
}
