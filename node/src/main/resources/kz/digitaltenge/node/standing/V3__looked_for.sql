-- Orders of one account and those in one state, looked through from the newest on.
create index standing_order_payer on standing.standing_order (payer, seq);
create index standing_order_state on standing.standing_order (state, seq);
