-- Of what is given back: the number of the order that credits the money back, since when that is owed, to which account when it
-- is another than the money was taken from, until when the order is not sent, while it never was, and why the last try came to nothing.
alter table client_conversion.conversion
  add column back_attempt int not null default 1 check (back_attempt > 0),
  add column back_since bigint,
  add column back_account text collate "C",
  add column back_paused_until bigint,
  add column back_note text not null default '',
  add column back_problem_code int,
  add column back_problem_values text,
  add check ((back_problem_code is null) = (back_problem_values is null));

update client_conversion.conversion c
set back_since = (select min(s.at) from client_conversion.step s where s.name = c.name and s.stage = c.stage)
where c.stage in ('CREDIT_BACK_OWED', 'TOKENS_BACK_OWED');
