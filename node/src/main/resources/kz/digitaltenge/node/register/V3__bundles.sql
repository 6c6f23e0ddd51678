-- Payouts that one payment pays.

-- Null: not decided, it has not begun. 0: it has a payment of its own. Else the place of the first of those that are
-- paid together.
alter table register.payout add column bundle int check (bundle >= 0 and bundle <= place);
-- What may have begun before has a payment of its own.
update register.payout p set bundle = 0
  from register.register r where r.seq = p.register and p.place <= r.begun and p.state = 'WAITING';
