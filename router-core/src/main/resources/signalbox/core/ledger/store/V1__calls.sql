-- The projection of the journal. Times are milliseconds since 1970, money is nano-dollars, names are numbers of `name`.

create table name (
    id integer primary key,
    text varchar not null
);

-- One row a call, ordered by time because ids are. No other index: it would cost more than it helps (see roll-ups).
create table call_row (
    id bigint primary key,
    at_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    practice boolean not null,
    outcome tinyint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    -- the whole row with attempts and explanation, as RowCodec writes it
    detail varbinary not null
);

create table minute_use (
    start_ms bigint not null,
    workload integer not null,
    practice boolean not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    primary key (start_ms, workload, practice)
);

create table hour_use (
    start_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    practice boolean not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    primary key (start_ms, workload, provider, model, app_key, practice)
);

create table day_use (
    start_ms bigint not null,
    workload integer not null,
    provider integer not null,
    model integer not null,
    app_key integer not null,
    practice boolean not null,
    calls bigint not null,
    refused bigint not null,
    failed bigint not null,
    tokens bigint not null,
    cost bigint not null,
    saved bigint not null,
    millis bigint not null,
    primary key (start_ms, workload, provider, model, app_key, practice)
);

-- How many calls took how long; slots as in LatencySlots.
create table hour_latency (
    start_ms bigint not null,
    practice boolean not null,
    slot integer not null,
    calls bigint not null,
    primary key (start_ms, practice, slot)
);

create table audit (
    sequence bigint primary key,
    at_s bigint not null,
    at_nano integer not null,
    actor varchar not null,
    change varchar not null,
    part_before varchar not null,
    part_after varchar not null,
    reason varchar not null
);

-- How far the journal has been taken over, always written in the transaction that took it over.
create table progress (
    sequence bigint not null,
    clean boolean not null
);
insert into progress values (0, true);

-- Everyday work is done as a user that cannot change the schema or reach files.
create user if not exists ledger password '';
grant select, insert, update, delete on name, call_row, minute_use, hour_use, day_use, hour_latency, audit, progress to ledger;
