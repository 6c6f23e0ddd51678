-- The newest state of a customer's account beside the file, so that customers are found by it; and by kind and class.

alter table customer.customer
  add column state text not null default 'OPEN' check (state in ('OPEN', 'SUSPENDED', 'FROZEN', 'CLOSED'));

update customer.customer set state = 'CLOSED' where closed;
-- Whose account it is stands in the vault; a database without one has no account that was ever changed.
do $$
begin
  if to_regclass('vault.account') is not null then
    update customer.customer c set state = newest.state
    from vault.account a
    join (select distinct on (account) account, state from customer.state order by account, seq desc) as newest
      on newest.account = a.id
    where a.reference = c.reference and c.state <> newest.state;
  end if;
end $$;

create index customer_state on customer.customer (state, reference);
create index customer_kind on customer.customer (kind, reference);
create index customer_class on customer.customer (class, reference);
