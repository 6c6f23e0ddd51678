-- The vault of one node: facts that are only added, and live states, which come and go.
--
-- Times are milliseconds since 1970 in UTC; money is whole tiyn; identifiers of transactions are 32 bytes; references are
-- 36 (identifier, then the index as four bytes); an asset is 'ISSUER/CODE'; a mark is its policy's hash and its version as
-- four bytes, null for unmarked money.

-- Transactions this node has stored (side 0, payee) or committed to (side 1, payer). A row is written once and never
-- changed, and its bytes are hashes and signatures, so compression and toasting would only cost time.
create table vault.entry (
  seq bigint generated always as identity primary key,
  id bytea not null,
  side smallint not null check (side in (0, 1)),
  payment text collate "C" not null,
  attempt integer not null,
  peer text collate "C",
  window_until bigint not null,
  payer text collate "C",
  payee text,
  asset text collate "C",
  mark bytea,
  tiyn bigint,
  transaction bytea not null,
  evidence bytea not null,
  states bytea not null,
  details bytea not null
) with (
  toast_tuple_target = 8160,
  autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_vacuum_insert_scale_factor = 0.5,
  autovacuum_analyze_threshold = 100000,
  autovacuum_analyze_scale_factor = 0.5
);
alter table vault.entry
  alter column transaction set storage external,
  alter column evidence set storage external,
  alter column states set storage external,
  alter column details set storage external;
create unique index entry_id on vault.entry (id, side);
-- The last line of defence against a double payment: one transaction an attempt.
create unique index entry_attempt on vault.entry (payment, attempt) where side = 1;
create index entry_received on vault.entry (payment, peer) where side = 0;

-- The notary's terminal answers. Outcomes: 0 final, 1 void, 2 never.
create table vault.settled (
  id bytea not null,
  outcome smallint not null check (outcome in (0, 1, 2)),
  position bigint not null,
  log_time bigint not null,
  proof bytea not null,
  primary key (id)
) with (
  toast_tuple_target = 8160,
  autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_vacuum_insert_scale_factor = 0.5,
  autovacuum_analyze_threshold = 100000,
  autovacuum_analyze_scale_factor = 0.5
);
alter table vault.settled alter column proof set storage external;

-- Own states that are live. Kinds: 0 token, 1 register. Rows die young, so vacuum comes often and in small helpings.
create table vault.live (
  ref bytea not null,
  account text collate "C" not null,
  kind smallint not null check (kind in (0, 1)),
  asset text collate "C" not null,
  mark bytea,
  tiyn bigint not null,
  label bytea not null,
  primary key (ref)
) with (
  autovacuum_vacuum_threshold = 20000,
  autovacuum_vacuum_scale_factor = 0.1,
  autovacuum_analyze_threshold = 100000,
  autovacuum_analyze_scale_factor = 0.5
);

-- States consumed by a final transaction before the one that creates them was settled here; nearly always empty.
create table vault.spent_early (
  ref bytea not null,
  primary key (ref)
);

-- Lines of the accounts' histories. Directions: 0 in, 1 out.
create table vault.movement (
  seq bigint generated always as identity,
  account text collate "C" not null,
  id bytea not null,
  direction smallint not null check (direction in (0, 1)),
  asset text collate "C" not null,
  mark bytea,
  tiyn bigint not null,
  payment text collate "C" not null,
  counterparty text not null,
  log_time bigint not null,
  primary key (account, seq)
) with (
  autovacuum_vacuum_insert_threshold = 1000000,
  autovacuum_vacuum_insert_scale_factor = 0.5,
  autovacuum_analyze_threshold = 100000,
  autovacuum_analyze_scale_factor = 0.5
);

create table vault.account (
  seq bigint generated always as identity primary key,
  id text collate "C" not null,
  reference text collate "C" not null,
  name text not null,
  opened_at bigint not null,
  constraint account_id unique (id),
  constraint account_reference unique (reference)
);

create table vault.parameters (
  epoch integer primary key,
  signed bytea not null
);

-- One row each: the newest head of the notary's log, whose database this is, and the number below which every entry is
-- settled (so that start-up does not read all history).
create table vault.head (
  one boolean primary key default true check (one),
  size bigint not null,
  signed bytea not null
) with (fillfactor = 50);

create table vault.founding (
  one boolean primary key default true check (one),
  network bytea not null,
  node text not null,
  sealed_seed bytea not null
);

create table vault.resolved (
  one boolean primary key default true check (one),
  below bigint not null
);
insert into vault.resolved (below) values (0);

-- Adds entries; what is there already stays as it is.
create function vault.write_entries(
  ids bytea[], sides smallint[], payments text[], attempts integer[], peers text[], windows bigint[],
  payers text[], payees text[], assets text[], marks bytea[], sums bigint[],
  transactions bytea[], evidences bytea[], states bytea[], details bytea[])
returns void language plpgsql as $$
begin
  insert into vault.entry (
    id, side, payment, attempt, peer, window_until, payer, payee, asset, mark, tiyn,
    transaction, evidence, states, details)
  select * from unnest(
    ids, sides, payments, attempts, peers, windows, payers, payees, assets, marks, sums,
    transactions, evidences, states, details)
  on conflict (id, side) do nothing;
end $$;

-- Adds settlements and, for those that are news, their effects. Effects name their settlement in the column `of`, so that a
-- settlement written twice has them once; the order in which settlements come does not matter.
create function vault.write_settlements(
  ids bytea[], outcomes smallint[], positions bigint[], log_times bigint[], proofs bytea[],
  created bytea[], created_of bytea[], accounts text[], kinds smallint[], assets text[], marks bytea[],
  sums bigint[], labels bytea[],
  consumed bytea[], consumed_of bytea[],
  moved_of bytea[], moved_accounts text[], directions smallint[], moved_assets text[], moved_marks bytea[],
  moved_sums bigint[], payments text[], counterparties text[], moved_times bigint[])
returns void language plpgsql as $$
declare
  fresh bytea[];
  gone bytea[];
  all_fresh boolean;
begin
  with news as (
    insert into vault.settled (id, outcome, position, log_time, proof)
    select * from unnest(ids, outcomes, positions, log_times, proofs)
    on conflict (id) do nothing
    returning id)
  select array_agg(id) into fresh from news;
  if fresh is null then
    return;
  end if;
  all_fresh := cardinality(fresh) = cardinality(ids);

  insert into vault.live (ref, account, kind, asset, mark, tiyn, label)
  select c.ref, c.account, c.kind, c.asset, c.mark, c.tiyn, c.label
  from unnest(created, created_of, accounts, kinds, assets, marks, sums, labels)
    as c (ref, of, account, kind, asset, mark, tiyn, label)
  where all_fresh or c.of = any (fresh);

  if not all_fresh then
    consumed := array(
      select c.ref from unnest(consumed, consumed_of) as c (ref, of) where c.of = any (fresh));
  end if;
  with dead as (delete from vault.live where ref = any (consumed) returning ref)
  select array_agg(ref) into gone from dead;
  if coalesce(cardinality(gone), 0) < cardinality(consumed) then
    insert into vault.spent_early (ref)
    select c.ref from unnest(consumed) as c (ref)
    where gone is null or c.ref <> all (gone)
    on conflict do nothing;
  end if;
  if exists (select from vault.spent_early) then
    with late as (
      delete from vault.spent_early s using unnest(created) as c (ref) where s.ref = c.ref returning s.ref)
    delete from vault.live l using late where l.ref = late.ref;
  end if;

  insert into vault.movement (
    account, id, direction, asset, mark, tiyn, payment, counterparty, log_time)
  select m.account, m.of, m.direction, m.asset, m.mark, m.tiyn, m.payment, m.counterparty, m.log_time
  from unnest(
    moved_of, moved_accounts, directions, moved_assets, moved_marks, moved_sums, payments, counterparties,
    moved_times)
    as m (of, account, direction, asset, mark, tiyn, payment, counterparty, log_time)
  where all_fresh or m.of = any (fresh);
end $$;

-- Remembers up to where everything is settled.
create function vault.raise_resolved() returns void language plpgsql as $$
declare
  known bigint;
  raised bigint;
begin
  select below into known from vault.resolved;
  select e.seq into raised from vault.entry e
    where e.seq >= known and not exists (select from vault.settled s where s.id = e.id)
    order by e.seq limit 1;
  if raised is null then
    select coalesce(max(seq) + 1, known) into raised from vault.entry;
  end if;
  update vault.resolved set below = raised where below < raised;
end $$;
