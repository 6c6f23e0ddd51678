-- Why a refund was refused or what it waits for,
-- by number and values, so that it can be told in any language. What was noted before is words only.
alter table refund.refund
  add column problem_code int,
  add column problem_values text,
  add check ((problem_code is null) = (problem_values is null));
