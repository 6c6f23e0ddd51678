-- Requests wait for those who sign for the payer's account too.

drop index payment_request.request_undecided;
create index request_undecided on payment_request.request (side, peer, payer)
  where stage in ('ORDERED', 'OPEN', 'CANCELLING', 'AWAITING_APPROVAL', 'ACCEPTED');
drop index payment_request.request_due;
create index request_due on payment_request.request (next_at)
  where not told or stage in ('ORDERED', 'OPEN', 'CANCELLING', 'AWAITING_APPROVAL', 'ACCEPTED');
drop index payment_request.request_ended;
create index request_ended on payment_request.request (changed_at)
  where told and not stage in ('ORDERED', 'OPEN', 'CANCELLING', 'AWAITING_APPROVAL', 'ACCEPTED');
