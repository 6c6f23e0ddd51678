-- What the supply proof needs of all history, kept up with every settlement so that nobody has to read it again.

-- Totals that passed between this node and each other since the network began. Kinds: 0 in, 1 out, 2 issued, 3 redeemed
-- (of these two the peer is this node).
create table vault.turnover (
  kind smallint not null check (kind in (0, 1, 2, 3)),
  peer text collate "C" not null,
  asset text collate "C" not null,
  tiyn bigint not null,
  primary key (kind, peer, asset)
) with (fillfactor = 20);

-- The highest log position of a settlement: no statement about a cut below it can be made any more.
create table vault.reached (
  one boolean primary key default true check (one),
  position bigint not null
) with (fillfactor = 20);
insert into vault.reached (position) select coalesce(max(position), -1) from vault.settled;

-- What an older version has settled.
insert into vault.turnover (kind, peer, asset, tiyn)
select 1, e.peer, e.asset, sum(e.tiyn)::bigint
from vault.entry e join vault.settled s on s.id = e.id
where e.side = 1 and e.peer is not null and s.outcome = 0
group by e.peer, e.asset
union all
select 0, e.peer, m.asset, sum(m.tiyn)::bigint
from vault.entry e join vault.settled s on s.id = e.id join vault.movement m on m.id = e.id and m.direction = 0
where e.side = 0 and s.outcome = 0
group by e.peer, m.asset
union all
select case when e.payment like 'issue-%' then 2 else 3 end, f.node, e.asset, sum(e.tiyn)::bigint
from vault.entry e join vault.settled s on s.id = e.id cross join vault.founding f
where e.side = 1 and s.outcome = 0 and (e.payment like 'issue-%' or e.payment like 'redeem-%')
  and e.asset like f.node || '/%'
group by 1, f.node, e.asset;

drop function vault.write_settlements;

-- Adds settlements and, for those that are news, their effects. Effects name their settlement in the column `of`, so that a
-- settlement written twice has them once; the order in which settlements come does not matter.
create function vault.write_settlements(
  ids bytea[], outcomes smallint[], positions bigint[], log_times bigint[], proofs bytea[],
  created bytea[], created_of bytea[], accounts text[], kinds smallint[], assets text[], marks bytea[],
  sums bigint[], labels bytea[],
  consumed bytea[], consumed_of bytea[],
  moved_of bytea[], moved_accounts text[], directions smallint[], moved_assets text[], moved_marks bytea[],
  moved_sums bigint[], payments text[], counterparties text[], moved_times bigint[],
  turned_of bytea[], turned_kinds smallint[], turned_peers text[], turned_assets text[], turned_sums bigint[])
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

  insert into vault.turnover as known (kind, peer, asset, tiyn)
  select t.kind, t.peer, t.asset, sum(t.tiyn)::bigint
  from unnest(turned_of, turned_kinds, turned_peers, turned_assets, turned_sums) as t (of, kind, peer, asset, tiyn)
  where all_fresh or t.of = any (fresh)
  group by t.kind, t.peer, t.asset
  on conflict (kind, peer, asset) do update set tiyn = known.tiyn + excluded.tiyn;

  update vault.reached set position = p.highest
  from (select max(position) as highest from unnest(positions) as p (position)) as p
  where p.highest > vault.reached.position;
end $$;
