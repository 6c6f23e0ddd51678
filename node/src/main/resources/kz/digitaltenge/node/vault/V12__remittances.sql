-- What payees are told by their payers: of an entry a canonical list, one for each leg of its side; of a movement, and of a
-- payment that came to nothing, its own. Null for nothing. Empty stands with the entries that are there already: what was
-- told of them nobody knows here, so a repeated order is not held against it.
alter table vault.entry add column remittances bytea default '';
alter table vault.entry alter column remittances drop default;
alter table vault.entry alter column remittances set storage external;
alter table vault.movement add column remittance bytea;
alter table vault.happening add column remittance bytea;

drop function vault.write_entries;
create function vault.write_entries(
  ids bytea[], sides smallint[], payments text[], attempts integer[], peers text[], windows bigint[],
  payers text[], payees text[], assets text[], marks bytea[], sums bigint[],
  transactions bytea[], evidences bytea[], states bytea[], details bytea[], remittances bytea[])
returns void language plpgsql as $$
begin
  insert into vault.entry (
    id, side, payment, attempt, peer, window_until, payer, payee, asset, mark, tiyn,
    transaction, evidence, states, details, remittances)
  select * from unnest(
    ids, sides, payments, attempts, peers, windows, payers, payees, assets, marks, sums,
    transactions, evidences, states, details, remittances)
  on conflict (id, side) do nothing;
end $$;

drop function vault.write_undone;
create function vault.write_undone(
  ids bytea[], kinds smallint[], accounts text[], assets text[], marks bytea[], sums bigint[], payments text[],
  counterparties text[], times bigint[], remittances bytea[])
returns void language plpgsql as $$
begin
  insert into vault.happening (seq, id, kind, account, asset, mark, tiyn, payment, counterparty, at, remittance)
  select vault.next_happening(), u.*
  from unnest(ids, kinds, accounts, assets, marks, sums, payments, counterparties, times, remittances)
    as u (id, kind, account, asset, mark, tiyn, payment, counterparty, at, remittance)
  where exists (select from vault.settled s where s.id = u.id and s.outcome = u.kind)
  on conflict do nothing;
end $$;

drop function vault.write_settlements;
create function vault.write_settlements(
  ids bytea[], outcomes smallint[], positions bigint[], log_times bigint[], proofs bytea[],
  created bytea[], created_of bytea[], accounts text[], kinds smallint[], assets text[], marks bytea[],
  sums bigint[], labels bytea[],
  consumed bytea[], consumed_of bytea[],
  moved_of bytea[], moved_accounts text[], directions smallint[], moved_assets text[], moved_marks bytea[],
  moved_sums bigint[], payments text[], counterparties text[], moved_times bigint[],
  remittances bytea[],
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
    account, id, direction, asset, mark, tiyn, payment, counterparty, log_time, remittance)
  select m.account, m.of, m.direction, m.asset, m.mark, m.tiyn, m.payment, m.counterparty, m.log_time, m.remittance
  from unnest(
    moved_of, moved_accounts, directions, moved_assets, moved_marks, moved_sums, payments, counterparties,
    moved_times, remittances)
    as m (of, account, direction, asset, mark, tiyn, payment, counterparty, log_time, remittance)
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
