-- Standing orders wait for signatories too, "standing/" and their id. Of one the hash of its terms is kept here, and no count:
-- it has a digest and no payouts.

do $$
declare
  each text;
begin
  for each in
    select conname from pg_constraint
    where conrelid = 'mandate.filed'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%digest IS NULL) = (payouts IS NULL)%'
  loop
    execute format('alter table mandate.filed drop constraint %I', each);
  end loop;
end $$;
alter table mandate.filed add constraint filed_counted_check
  check (payouts is null or digest is not null);
