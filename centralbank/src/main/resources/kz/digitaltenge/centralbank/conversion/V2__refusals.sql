-- Conversions that are not carried out, and what the bank had given, credited back.

create table conversion.refusal (
  bank text collate "C" not null,
  name text collate "C" not null,
  -- Nobody's when its time was over.
  officer text,
  reason text not null,
  at bigint not null,
  primary key (bank, name),
  foreign key (bank, name) references conversion.conversion
);

alter table conversion.conversion
  -- The core banking system's answer to the order that undoes the debit, as it came.
  add column back_answer bytea,
  add column back_confirmation text collate "C",
  add check ((back_answer is null) = (back_confirmation is null)),
  -- Nobody is credited back who was not debited, and no issuance ends so before it was.
  add check (stage <> 'CREDIT_BACK_OWED' or confirmation is not null),
  add check (kind <> 'ISSUANCE' or (stage = 'RETURNED') = (back_confirmation is not null));
create unique index conversion_back_confirmation on conversion.conversion (back_confirmation);
create index conversion_refused on conversion.conversion (changed_at) where kind = 'REDEMPTION' and stage = 'REFUSED';

-- Since when the totals of both sides differ, while they do.
create table conversion.totals_differ (
  only_one boolean primary key default true check (only_one),
  since bigint not null
);
