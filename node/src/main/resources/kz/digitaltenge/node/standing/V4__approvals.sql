-- Orders that wait for those who sign for the payer's account, and those that they did not approve.

alter table standing.standing_order drop constraint standing_order_state_check;
alter table standing.standing_order add constraint standing_order_state_check
  check (state in ('AWAITING_APPROVAL', 'ACTIVE', 'PAUSED', 'CANCELLED', 'DONE', 'REFUSED'));
