-- Registers of one account and those at one stage, looked through from the newest on.
create index register_payer on register.register (payer, seq);
create index register_stage on register.register (stage, seq);
