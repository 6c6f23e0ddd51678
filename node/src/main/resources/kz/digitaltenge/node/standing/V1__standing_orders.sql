-- Standing orders and what fell due of them. Phone numbers, IINs and BINs are here and in no other
-- bank's database.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn.

create table standing.standing_order (
  seq bigint generated always as identity unique,
  id text collate "C" primary key,
  digest text not null,
  payer text collate "C" not null,
  account text collate "C",
  alias_kind text check (alias_kind in ('PHONE', 'IIN', 'BIN')),
  alias text,
  tiyn bigint not null check (tiyn > 0),
  purpose text not null,
  every text not null check (every in ('ONCE', 'DAILY', 'WEEKLY', 'MONTHLY')),
  first date not null,
  at_time time not null,
  shift text not null check (shift in ('AS_IS', 'FORWARD', 'BACK')),
  until date,
  times int check (times > 0),
  evidence bigint not null,
  state text not null check (state in ('ACTIVE', 'PAUSED', 'CANCELLED', 'DONE')),
  -- The next to fall due, counted from 0.
  number int not null,
  due_at bigint not null,
  created_at bigint not null,
  changed_at bigint not null,
  check ((alias is null) = (alias_kind is null)),
  check ((alias is null) <> (account is null))
);
create index standing_order_due on standing.standing_order (due_at) where state = 'ACTIVE';

create table standing.execution (
  standing_order bigint not null references standing.standing_order (seq),
  number int not null,
  day date not null,
  due_at bigint not null,
  state text not null check (state in ('DUE', 'PAID', 'FAILED', 'MISSED')),
  tries int not null,
  try_at bigint not null,
  ended_at bigint,
  ledger_transaction text,
  problem_code int,
  problem_values text,
  primary key (standing_order, number),
  check ((state = 'PAID') = (ledger_transaction is not null)),
  check ((state = 'DUE') = (ended_at is null))
);
create index execution_open on standing.execution (try_at) where state = 'DUE';
