-- Registers that wait for the signatories of their payer's account.

alter table register.register drop constraint register_stage_check;
alter table register.register add constraint register_stage_check
  check (stage in ('AWAITING_APPROVAL', 'CHECKING', 'PAYING', 'DONE', 'REFUSED'));
alter table register.register drop constraint register_check2;
alter table register.register add constraint register_ended_check
  check (stage in ('AWAITING_APPROVAL', 'CHECKING', 'PAYING') or paid + refused + cancelled = payouts);
create index register_awaiting on register.register (seq) where stage = 'AWAITING_APPROVAL';
