-- Registers of payouts. Phone numbers, IINs and BINs are here and in no other bank's database.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn.

create table register.register (
  seq bigint generated always as identity unique,
  id text collate "C" primary key,
  digest text not null,
  payer text collate "C" not null,
  currency text not null,
  payouts int not null check (payouts > 0),
  tiyn bigint not null check (tiyn > 0),
  evidence bigint not null,
  stage text not null check (stage in ('CHECKING', 'PAYING', 'DONE', 'REFUSED')),
  -- Payouts up to this place may have been begun.
  begun int not null,
  paid int not null,
  paid_tiyn bigint not null,
  refused int not null,
  cancelled int not null,
  received_at bigint not null,
  changed_at bigint not null,
  check (paid + refused + cancelled <= payouts),
  check (paid_tiyn <= tiyn),
  check (stage in ('CHECKING', 'PAYING') or paid + refused + cancelled = payouts)
);
create index register_open on register.register (seq) where stage in ('CHECKING', 'PAYING');

-- A row is changed in place once or twice, so pages leave room for that.
create table register.payout (
  register bigint not null references register.register (seq),
  place int not null check (place > 0),
  line text collate "C" not null,
  alias_kind text check (alias_kind in ('PHONE', 'IIN', 'BIN')),
  alias text,
  account text collate "C",
  tiyn bigint not null check (tiyn > 0),
  purpose text not null,
  state text not null check (state in ('WAITING', 'PAID', 'REFUSED', 'CANCELLED')),
  ledger_transaction text,
  decided_at bigint,
  problem_code int,
  problem_values text,
  primary key (register, place),
  check ((alias is null) = (alias_kind is null)),
  check (alias is not null or account is not null),
  check ((state = 'PAID') = (ledger_transaction is not null)),
  check ((state = 'REFUSED') = (problem_code is not null))
) with (fillfactor = 60);
