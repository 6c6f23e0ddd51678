-- Working days and operational days of the central bank (C13, S16). Times are milliseconds since 1970 in UTC.

-- Changes of the calendar in the order in which they were noted; nothing is ever changed or deleted.
create table calendar_change (
  number bigint generated always as identity primary key,
  day date not null,
  off boolean not null,
  title text not null,
  officer text not null,
  at bigint not null,
  counts_from bigint not null,
  check (counts_from >= at)
);
create index on calendar_change (day);

create table hours (
  number bigint generated always as identity primary key,
  opens time not null,
  cut_off time not null,
  officer text not null,
  at bigint not null
);

create table operational_day (
  day date primary key,
  state text not null check (state in ('OPEN', 'CLOSING', 'CLOSED')),
  opened_at bigint not null,
  opened_by text not null,
  closing_at bigint,
  closed_by text,
  closed_at bigint,
  check ((state = 'OPEN') = (closing_at is null)),
  check ((state = 'CLOSED') = (closed_at is not null))
);
-- One day at a time.
create unique index on operational_day ((true)) where state <> 'CLOSED';

create table closing_step (
  number bigint generated always as identity primary key,
  day date not null references operational_day,
  name text not null,
  at bigint not null,
  passed boolean not null,
  evidence text not null
);
-- A step that passed is not taken again.
create unique index on closing_step (day, name) where passed;
