-- Whether the ID centre has been told of a customer, or that the customer left.
alter table customer.customer add column claimed boolean not null default false;
create index customer_unclaimed on customer.customer (seq) where not claimed;

-- Numbers given to other banks that stand for an account in one payment.
create table customer.handle (
  handle text collate "C" primary key,
  peer text collate "C" not null,
  payment text collate "C" not null,
  account text collate "C" not null,
  unique (peer, payment)
);

-- Whom this bank's payments by alias go to. Of the alias and of the name that was shown only keyed hashes stay.
create table customer.addressed (
  payment text collate "C" primary key,
  alias bytea not null,
  payee text collate "C" not null,
  name bytea not null
);
