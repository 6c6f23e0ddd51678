-- Conversions between money in the core banking system and digital tenge: what was asked, where each stands, and how it came there.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn.

create table conversion.conversion (
  seq bigint generated always as identity unique,
  bank text collate "C" not null,
  name text collate "C" not null,
  kind text not null check (kind in ('ISSUANCE', 'REDEMPTION')),
  account text collate "C" not null,
  tiyn bigint not null check (tiyn > 0),
  stage text not null,
  requested_at bigint not null,
  changed_at bigint not null,
  -- The core banking system's answer as it came; what it confirmed is confirmed once.
  answer bytea,
  confirmation text collate "C",
  opens_at bigint,
  note text not null,
  primary key (bank, name),
  check ((answer is null) = (confirmation is null)),
  check ((opens_at is not null) = (stage = 'WAITS_FOR_DAY')),
  -- Nothing is minted or destroyed without the core banking system's word.
  check (stage not in ('DEBITED', 'APPROVED', 'ISSUED', 'CREDITED', 'REDEEMED') or confirmation is not null)
);
create unique index conversion_confirmation on conversion.conversion (confirmation);
create index conversion_open on conversion.conversion (seq) where stage not in ('ISSUED', 'REFUSED', 'REDEEMED', 'RETURNED');

-- Each stage when it was reached; rows are only added.
create table conversion.step (
  seq bigint generated always as identity primary key,
  bank text collate "C" not null,
  name text collate "C" not null,
  stage text not null,
  at bigint not null,
  note text not null,
  foreign key (bank, name) references conversion.conversion
);
create index step_conversion on conversion.step (bank, name);

-- Which officers said yes.
create table conversion.approval (
  bank text collate "C" not null,
  name text collate "C" not null,
  officer text not null,
  at bigint not null,
  primary key (bank, name, officer),
  foreign key (bank, name) references conversion.conversion
);
