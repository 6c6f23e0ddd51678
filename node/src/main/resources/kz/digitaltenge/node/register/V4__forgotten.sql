-- Registers that ended long ago keep what proves them and nothing of whom they paid.

alter table register.register add column forgotten boolean not null default false;
create index register_forgettable on register.register (changed_at)
  where stage in ('DONE', 'REFUSED') and not forgotten;

-- The id of its payment, kept in place of the line's name that it follows from; null until the line is forgotten.
alter table register.payout add column payment text collate "C";
alter table register.payout drop constraint payout_check1;
alter table register.payout add constraint payout_payee_check
  check (payment is not null or alias is not null or account is not null);
