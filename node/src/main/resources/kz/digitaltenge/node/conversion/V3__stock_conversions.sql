-- The bank's own conversions with the central bank: each order as it was signed, and what the central bank last told of it.

create table client_conversion.stock_conversion (
  seq bigint generated always as identity unique,
  name text collate "C" primary key,
  kind text not null check (kind in ('ISSUANCE', 'REDEMPTION')),
  tiyn bigint not null check (tiyn > 0),
  -- Nothing for one that an earlier build had begun.
  signed_order bytea,
  -- When the bank took it back.
  cancelled_at bigint,
  -- QUEUED until the central bank has answered, then its own.
  stage text collate "C" not null,
  progress text not null check (progress in ('UNDER_WAY', 'DONE', 'REFUSED')),
  requested_at bigint not null,
  changed_at bigint not null,
  core_order text not null default '',
  confirmation text,
  ledger_transaction text,
  handover text not null default '',
  -- Officers' names, with commas between.
  approvals text not null default '',
  approvals_needed int not null default 0,
  place int,
  opens_at bigint,
  note text not null default '',
  problem_code int,
  problem_values text,
  check ((place is null) = (opens_at is null)),
  check ((problem_code is null) = (problem_values is null)),
  -- Nothing goes to the central bank unsigned.
  check (stage <> 'QUEUED' or signed_order is not null)
);
create index stock_conversion_open on client_conversion.stock_conversion (seq) where progress = 'UNDER_WAY';
