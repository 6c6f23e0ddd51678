-- Which movements and payments that came to nothing are of which hour and which minute (since 1970, of the notary's time), by
-- the lowest and the highest of their numbers, so that who looks for a time begins near it. Numbers follow the order of writing,
-- which is nearly that of time; a span whose end was written late reaches over others, and nothing of it is passed over.
create table vault.time_span (
  seconds integer not null check (seconds in (60, 3600)),
  number bigint not null,
  lowest bigint not null,
  highest bigint not null,
  primary key (seconds, number)
) with (fillfactor = 50);

insert into vault.time_span (seconds, number, lowest, highest)
select s.seconds, e.at / (s.seconds * 1000), min(e.seq), max(e.seq)
from (
  select log_time as at, seq from vault.movement
  union all
  select at, seq from vault.happening where kind in (1, 2)) as e
  cross join (values (60), (3600)) as s (seconds)
group by 1, 2;

-- Payments of one account that came to nothing; few, so few rows are in it.
create index happening_undone on vault.happening (account, seq) where kind in (1, 2);

create function vault.note_time_of_movements() returns trigger language plpgsql as $$
begin
  insert into vault.time_span as known (seconds, number, lowest, highest)
  select s.seconds, e.log_time / (s.seconds * 1000), min(e.seq), max(e.seq)
  from ended as e cross join (values (60), (3600)) as s (seconds)
  group by 1, 2
  on conflict (seconds, number) do update
  set lowest = least(known.lowest, excluded.lowest), highest = greatest(known.highest, excluded.highest);
  return null;
end $$;
create trigger movement_time after insert on vault.movement
  referencing new table as ended for each statement execute function vault.note_time_of_movements();

create function vault.note_time_of_undone() returns trigger language plpgsql as $$
begin
  insert into vault.time_span as known (seconds, number, lowest, highest)
  select s.seconds, e.at / (s.seconds * 1000), min(e.seq), max(e.seq)
  from ended as e cross join (values (60), (3600)) as s (seconds)
  where e.kind in (1, 2)
  group by 1, 2
  on conflict (seconds, number) do update
  set lowest = least(known.lowest, excluded.lowest), highest = greatest(known.highest, excluded.highest);
  return null;
end $$;
create trigger happening_time after insert on vault.happening
  referencing new table as ended for each statement execute function vault.note_time_of_undone();
