-- What a conversion that was returned was given back by, beside what was taken by. Those of before know only the first.

alter table client_conversion.conversion
  add column back_reference text,
  add column back_transaction text;
