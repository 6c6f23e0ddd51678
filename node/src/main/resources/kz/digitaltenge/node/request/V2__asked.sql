-- How many requests a bank has made in a day of UTC, counted from 1970.
create table payment_request.asked (
  peer text collate "C" not null,
  day bigint not null,
  requests bigint not null,
  primary key (peer, day)
);

-- What has ended and need not be told, by when it ended.
create index request_ended on payment_request.request (changed_at)
  where told and not stage in ('ORDERED', 'OPEN', 'CANCELLING', 'ACCEPTED');
