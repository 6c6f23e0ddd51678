package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.node.customer.CustomerBook.Kind;
import kz.digitaltenge.node.customer.CustomerBook.Part;
import kz.digitaltenge.node.customer.CustomerBook.Wanted;

/// Looks through customers by reference, which none ever changes, so that who follows pages meets
/// each once.
///
/// They are read by the index of what is wanted that is likely to be the rarest; so many at most,
/// and what is meant of them is the part. For one use.
final class CustomerPages {
  /// Comes after every character that a reference may have.
  private static final String LAST = "~";

  private final StringBuilder keys = new StringBuilder();
  private final StringBuilder narrowing = new StringBuilder();
  private final List<Object> keyValues = new ArrayList<>();
  private final List<Object> narrowingValues = new ArrayList<>();
  private boolean hasIndex;

  private CustomerPages(Wanted wanted) {
    wanted
        .reference()
        .ifPresent(
            each -> {
              keys.append(" and reference >= ? and reference < ?");
              keyValues.add(each);
              keyValues.add(each + LAST);
            });
    // Most accounts are open.
    boolean isStateRare = wanted.state().filter(each -> each != AccountState.OPEN).isPresent();
    if (isStateRare) {
      wanted.state().ifPresent(each -> add("state = ?", each.name()));
    }
    wanted
        .kind()
        .ifPresent(
            each ->
                add("kind = ?", each == Kind.PERSON ? CustomerRows.PERSON : CustomerRows.COMPANY));
    wanted.limits().ifPresent(each -> add("class = ?", each.name()));
    if (!isStateRare) {
      wanted.state().ifPresent(each -> add("state = ?", each.name()));
    }
  }

  static Part part(Connection connection, Wanted wanted, String after, int limit)
      throws SQLException {
    return new CustomerPages(wanted).part(connection, after, limit);
  }

  /// The first has an index.
  private void add(String condition, Object value) {
    (hasIndex ? narrowing : keys).append(" and ").append(condition);
    (hasIndex ? narrowingValues : keyValues).add(value);
    hasIndex = true;
  }

  private Part part(Connection connection, String after, int limit) throws SQLException {
    int looked = narrowingValues.isEmpty() ? limit + 1 : CustomerBook.LOOKED_AT_MAX;
    String sql =
        ("with looked as materialized (select %s, state from customer.customer where reference >"
             + " ?%s order by reference limit ?), seen as (select max(reference) as last_reference,"
             + " count(*) as looked_at from looked) select found.*, seen.last_reference,"
             + " seen.looked_at from seen left join (select * from looked where true%s order by"
             + " reference limit ?) as found on true order by found.reference")
            .formatted(CustomerRows.COLUMNS, keys, narrowing);
    try (var query = connection.prepareStatement(sql)) {
      int place = 1;
      query.setString(place++, after);
      for (Object value : keyValues) {
        query.setObject(place++, value);
      }
      query.setInt(place++, looked);
      for (Object value : narrowingValues) {
        query.setObject(place++, value);
      }
      query.setInt(place, limit + 1);
      try (ResultSet row = query.executeQuery()) {
        return part(row, limit, looked);
      }
    }
  }

  private static Part part(ResultSet row, int limit, int looked) throws SQLException {
    var found = new ArrayList<Customer>();
    Optional<String> unseen = Optional.empty();
    while (row.next()) {
      if (row.getLong("looked_at") >= looked) {
        unseen = Optional.of(row.getString("last_reference"));
      }
      if (found.size() == limit) {
        // One more than asked for.
        return new Part(found, Optional.of(found.getLast().file().reference()));
      }
      if (row.getString("reference") != null) {
        found.add(CustomerRows.read(row));
      }
    }
    return new Part(found, unseen);
  }
}
