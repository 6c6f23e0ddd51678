-- One look at the entries. With two, what was written in between could be passed over as settled, and a start after a kill
-- would not have looked for it.
create or replace function vault.raise_resolved() returns void language plpgsql as $$
declare
  known bigint;
  raised bigint;
begin
  select below into known from vault.resolved;
  select coalesce(
    (select e.seq from vault.entry e
      where e.seq >= known and not exists (select from vault.settled s where s.id = e.id)
      order by e.seq limit 1),
    (select max(seq) + 1 from vault.entry),
    known) into raised;
  update vault.resolved set below = raised where below < raised;
end $$;
