-- Changes of phone, name, class of limits and of who is named first for a customer's phone and number.

alter table customer.customer add column behind boolean not null default false;

-- Rows are only added.
create table customer.change (
  seq bigint generated always as identity,
  reference text collate "C" not null,
  kind text not null check (kind in ('PHONE', 'NAME', 'LIMITS', 'SERVING')),
  before text not null,
  after text not null,
  reason text not null,
  at bigint not null,
  evidence bigint not null,
  primary key (reference, seq)
);

-- Phones that customers had and the ID centre is still to be told to forget.
create table customer.given_up (
  reference text collate "C" not null,
  phone text collate "C" not null,
  primary key (reference, phone)
);
