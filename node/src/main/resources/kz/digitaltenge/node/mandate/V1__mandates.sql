-- Who signs for companies' accounts, and the payments that wait for them.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn; transactions are identifiers of 32 bytes.
-- Mandates and decisions are only added.

create table mandate.mandate (
  account text collate "C" not null,
  version integer not null check (version > 0),
  required integer not null check (required > 0),
  reason text not null,
  at bigint not null,
  evidence bigint not null,
  primary key (account, version)
);

create table mandate.signatory (
  account text collate "C" not null,
  version integer not null,
  seat integer not null check (seat between 0 and 9),
  id text collate "C" not null,
  role text not null check (role in ('DIRECTOR', 'ACCOUNTANT', 'ATTORNEY')),
  curve text not null check (curve in ('ED25519', 'P256')),
  x text not null,
  y text not null,
  primary key (account, version, seat),
  unique (account, version, id),
  foreign key (account, version) references mandate.mandate
);

create table mandate.tier (
  account text collate "C" not null,
  version integer not null,
  above bigint not null check (above > 0),
  required integer not null check (required > 0),
  primary key (account, version, above),
  foreign key (account, version) references mandate.mandate
);

create table mandate.payment (
  id text collate "C" primary key,
  payer text collate "C" not null,
  payee text collate "C" not null,
  asset_issuer text not null,
  asset_code text not null,
  tiyn bigint not null check (tiyn > 0),
  purpose text not null,
  stage text not null
    check (stage in ('AWAITING_APPROVAL', 'APPROVED', 'PAID', 'REFUSED', 'WITHDRAWN', 'EXPIRED')),
  filed_at bigint not null,
  until bigint not null,
  changed_at bigint not null,
  ledger_transaction bytea,
  note text not null,
  evidence bigint not null,
  check ((stage = 'PAID') = (ledger_transaction is not null))
);
create index payment_waiting on mandate.payment (id) where stage = 'AWAITING_APPROVAL';
create index payment_expiring on mandate.payment (until) where stage = 'AWAITING_APPROVAL';
create index payment_payer on mandate.payment (payer) where stage = 'AWAITING_APPROVAL';
create index payment_approved on mandate.payment (changed_at) where stage = 'APPROVED';

create table mandate.decision (
  seq bigint generated always as identity unique,
  payment text collate "C" not null references mandate.payment,
  signatory text collate "C" not null,
  answer text not null check (answer in ('APPROVE', 'REFUSE')),
  curve text not null,
  x text not null,
  y text not null,
  version integer not null,
  signature text not null,
  at bigint not null,
  evidence bigint not null,
  primary key (payment, signatory)
);
