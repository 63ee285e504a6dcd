-- All roll-ups by the same dimensions, and what makes up a budget's counter. Everything is made again from the journal.

drop table minute_use;
drop table hour_use;
drop table day_use;
drop table call_row;
delete from hour_latency;
delete from audit;

create table call_row (
    id bigint primary key,
    at_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    team integer not null,
    practice boolean not null,
    outcome tinyint not null,
    tokens bigint not null,
    -- with every correction
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    -- the whole row with attempts and explanation, as RowCodec writes it; never corrected
    detail varbinary not null
);

create table minute_use (
    start_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    team integer not null,
    practice boolean not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    primary key (start_ms, workload, provider, model, app_key, team, practice)
);
create table hour_use (
    start_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    team integer not null,
    practice boolean not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    primary key (start_ms, workload, provider, model, app_key, team, practice)
);
create table day_use (
    start_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    team integer not null,
    practice boolean not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    primary key (start_ms, workload, provider, model, app_key, team, practice)
);

-- What every budget's window was charged, record by record of the journal. Kinds: 0 a call, 1 a correction, 2 the sum
-- of what was dropped (sequence 0).
create table charge (
    budget integer not null,
    window_ms bigint not null,
    sequence bigint not null,
    place integer not null,
    call_id bigint not null,
    at_ms bigint not null,
    kind tinyint not null,
    amount bigint not null,
    primary key (budget, window_ms, sequence, place)
);
create index charge_of_call on charge (call_id);

-- Escrow moved and caps lifted per budget and window.
create table budget_window (
    budget integer not null,
    window_ms bigint not null,
    moved bigint not null,
    lifted bigint not null,
    primary key (budget, window_ms)
);

-- Corrections of calls; `audit` is the entry that says who and why.
create table adjustment (
    sequence bigint primary key,
    call_id bigint not null,
    attempt integer not null,
    kind tinyint not null,
    cost bigint not null,
    audit bigint not null
);
create index adjustment_of_call on adjustment (call_id);

-- Attempts whose cost is not known for certain and that nobody has reviewed yet.
create table review (
    call_id bigint not null,
    attempt integer not null,
    primary key (call_id, attempt)
);

create table incident (
    sequence bigint primary key,
    at_s bigint not null,
    at_nano integer not null,
    code varchar not null,
    message varchar not null
);

-- From when on each tier is whole; what is older was dropped.
create table kept (
    tier varchar primary key,
    since_ms bigint not null
);

update progress set sequence = 0, clean = true;

grant select, insert, update, delete on
    call_row, minute_use, hour_use, day_use, charge, budget_window, adjustment, review, incident, kept to ledger;
