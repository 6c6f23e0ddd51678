-- What became of requests to pay, registers and standing orders and is not yet an event of the vault. A row is written in
-- the unit of work by which it happens, and deleted when the vault has it.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn.

create table event.waiting (
  source bigint primary key,
  kind text not null,
  account text collate "C" not null,
  at bigint not null,
  subject text collate "C" not null,
  number int,
  currency text,
  tiyn bigint,
  code int,
  check ((currency is null) = (tiyn is null))
);

-- Sources are given under this row's lock, which each unit of work takes last, so that they become visible in their order.
create table event.last (
  one boolean primary key default true check (one),
  source bigint not null
) with (fillfactor = 20);
insert into event.last (source) values (0);
