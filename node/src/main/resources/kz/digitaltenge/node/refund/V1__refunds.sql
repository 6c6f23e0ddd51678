-- What payments have left to give back, and the refunds that take from it.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn; transactions are identifiers of 32 bytes.

create table refund.payment (
  transaction bytea primary key,
  id text collate "C" not null,
  tiyn bigint not null check (tiyn > 0),
  -- By refunds that are paid or may be. The last line of defence against giving back more than was paid.
  taken bigint not null check (taken between 0 and tiyn)
);
create index payment_id on refund.payment (id);

create table refund.refund (
  seq bigint generated always as identity unique,
  id text collate "C" primary key,
  payment bytea not null references refund.payment,
  tiyn bigint not null check (tiyn > 0),
  stage text not null check (stage in ('ORDERED', 'PAID', 'REFUSED')),
  requested_at bigint not null,
  changed_at bigint not null,
  ledger_transaction bytea,
  note text not null,
  check ((stage = 'PAID') = (ledger_transaction is not null))
);
create index refund_open on refund.refund (seq) where stage = 'ORDERED';
create index refund_payment on refund.refund (payment, seq);
