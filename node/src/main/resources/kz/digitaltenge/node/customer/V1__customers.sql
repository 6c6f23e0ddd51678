-- Customers of one bank, beside its vault and apart from it: nothing of this is in a transaction.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn; `evidence` is the place of the signed request in the
-- gateway's log of signed messages.

-- Kinds: 0 person, 1 company. `number` is the IIN or the BIN; `day` that of birth or of registration; a company has only
-- `name` and `activity`, a person only the others.
create table customer.customer (
  seq bigint generated always as identity primary key,
  reference text collate "C" not null,
  kind smallint not null check (kind in (0, 1)),
  number text collate "C" not null,
  phone text collate "C",
  day text not null,
  family_name text not null,
  given_name text not null,
  patronymic text not null,
  name text not null,
  activity text not null,
  class text not null,
  disclosure text not null,
  opened_at bigint not null,
  evidence bigint not null,
  closed boolean not null default false,
  constraint customer_reference unique (reference)
);
-- Whoever left may come again, and a phone passes to others.
create unique index customer_number on customer.customer (number) where not closed;
create unique index customer_phone on customer.customer (phone) where not closed;

create table customer.state (
  seq bigint generated always as identity,
  account text collate "C" not null,
  state text not null,
  reason text not null,
  order_name text not null,
  at bigint not null,
  evidence bigint not null,
  primary key (account, seq)
);

-- What accounts with limits paid, or may have: written before the payment, struck out when it moved nothing.
create table customer.debit (
  account text collate "C" not null,
  payment text collate "C" not null,
  tiyn bigint not null,
  at bigint not null,
  settled boolean not null,
  primary key (account, payment)
);
