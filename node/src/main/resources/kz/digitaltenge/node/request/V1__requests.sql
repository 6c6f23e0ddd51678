-- Requests to pay, at the payee's and at the payer's bank.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn; an asset is its issuer and code.

create table payment_request.request (
  id text collate "C" primary key,
  side text not null check (side in ('PAYEE', 'PAYER')),
  name text collate "C" not null,
  peer text collate "C" not null,
  payee text collate "C" not null,
  payee_name text not null,
  payer text collate "C" not null,
  issuer text not null,
  code text not null,
  tiyn bigint not null check (tiyn > 0),
  purpose text not null,
  expires_at bigint not null,
  stage text not null,
  created_at bigint not null,
  changed_at bigint not null,
  position bigint not null,
  told boolean not null,
  note text not null,
  -- When it is looked at next, and how often it was at this stage.
  next_at bigint not null,
  tries int not null default 0
);
create unique index request_position on payment_request.request (position);
create index request_undecided on payment_request.request (side, peer, payer)
  where stage in ('ORDERED', 'OPEN', 'CANCELLING', 'ACCEPTED');
create index request_due on payment_request.request (next_at)
  where not told or stage in ('ORDERED', 'OPEN', 'CANCELLING', 'ACCEPTED');

-- Positions are given under this row's lock, so that they become visible in their order.
create table payment_request.last (
  one boolean primary key default true check (one),
  position bigint not null
) with (fillfactor = 20);
insert into payment_request.last (position) values (0);
