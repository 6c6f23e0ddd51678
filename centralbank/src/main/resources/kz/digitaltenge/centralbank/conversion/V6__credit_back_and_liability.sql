-- An order to credit a bank back that the core banking system refused never will be booked: the next attempt is another order. Its number rises with a refusal only.

alter table conversion.conversion
  add column back_attempt integer not null default 1 check (back_attempt >= 1),
  add column back_paused_until bigint;

-- The refusals as they came; rows are only added.
create table conversion.back_refusal (
  bank text collate "C" not null,
  name text collate "C" not null,
  attempt integer not null,
  reason text not null,
  answer bytea not null,
  at bigint not null,
  primary key (bank, name, attempt),
  foreign key (bank, name) references conversion.conversion
);

-- The core banking system is read again from some day on.
create index conversion_requested on conversion.conversion (requested_at);

-- The core banking system's side of each supply proof: what the cut says against the liability there, as often as it was looked at.
create table conversion.liability (
  id bigint generated always as identity primary key,
  position bigint not null,
  at bigint not null,
  word text not null check (word in ('AGREES', 'MOVED', 'DIFFERS', 'UNKNOWN')),
  issued bigint not null,
  redeemed bigint not null,
  circulating bigint not null,
  liability bigint,
  note text not null,
  -- It differs as it did before: kept until the next such.
  repeats boolean not null,
  check ((liability is null) = (word = 'UNKNOWN')),
  check (not repeats or word = 'DIFFERS')
);
create index liability_position on conversion.liability (position, id);
create index liability_forgotten on conversion.liability (at) where word <> 'DIFFERS';

create table conversion.liability_item (
  seq bigint generated always as identity primary key,
  liability bigint not null references conversion.liability on delete cascade,
  part text not null check (part in ('IN_FLIGHT', 'BREAK')),
  kind text not null,
  name text not null,
  tiyn bigint not null,
  since bigint not null
);
create index liability_item_liability on conversion.liability_item (liability);
