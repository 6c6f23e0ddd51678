-- Customers' conversions between their money in the bank's core banking system and digital tenge.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn.

create table client_conversion.conversion (
  seq bigint generated always as identity unique,
  name text collate "C" primary key,
  direction text not null check (direction in ('IN', 'OUT')),
  account text collate "C" not null,
  core_account text collate "C" not null,
  tiyn bigint not null check (tiyn > 0),
  stage text not null,
  requested_at bigint not null,
  changed_at bigint not null,
  core_reference text,
  ledger_transaction text,
  note text not null,
  -- Nothing is converted without both references.
  check (stage <> 'CONVERTED' or (core_reference is not null and ledger_transaction is not null))
);
create index conversion_open on client_conversion.conversion (seq) where stage not in ('CONVERTED', 'REFUSED', 'RETURNED');

-- Each stage when it was reached; rows are only added.
create table client_conversion.step (
  seq bigint generated always as identity primary key,
  name text collate "C" not null references client_conversion.conversion,
  stage text not null,
  at bigint not null,
  note text not null
);
create index step_conversion on client_conversion.step (name);
