-- What happens on accounts, in the order in which this vault wrote it down. One writer numbers movements as it commits
-- them, so their numbers are that order already; the rest that happens takes its numbers from the same sequence.
create index movement_seq on vault.movement (seq);

-- Kinds: 0 the account was opened, 1 a payment from it became void, 2 one never came to be.
create table vault.happening (
  seq bigint not null,
  kind smallint not null check (kind in (0, 1, 2)),
  account text collate "C" not null,
  at bigint not null,
  id bytea,
  asset text collate "C",
  mark bytea,
  tiyn bigint,
  payment text collate "C",
  counterparty text,
  primary key (seq),
  check ((kind = 0) = (id is null))
);
create unique index happening_id on vault.happening (id) where id is not null;

-- Accounts that an older version opened come before everything, in their order.
insert into vault.happening (seq, kind, account, at)
select a.seq - last.seq - 1, 0, a.id, a.opened_at
from vault.account a cross join (select max(seq) as seq from vault.account) as last;

create function vault.next_happening() returns bigint language sql as $$
  select nextval(pg_get_serial_sequence('vault.movement', 'seq'));
$$;

-- Adds payments that came to nothing, those whose settlement says so and once.
create function vault.write_undone(
  ids bytea[], kinds smallint[], accounts text[], assets text[], marks bytea[], sums bigint[], payments text[],
  counterparties text[], times bigint[])
returns void language plpgsql as $$
begin
  insert into vault.happening (seq, id, kind, account, asset, mark, tiyn, payment, counterparty, at)
  select vault.next_happening(), u.*
  from unnest(ids, kinds, accounts, assets, marks, sums, payments, counterparties, times)
    as u (id, kind, account, asset, mark, tiyn, payment, counterparty, at)
  where exists (select from vault.settled s where s.id = u.id and s.outcome = u.kind)
  on conflict do nothing;
end $$;
