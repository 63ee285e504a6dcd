-- Calls in blocks and minutes in one row each, and what a budget was charged by hour: a row of the database costs more
-- than what is in it. Everything is made again from the journal and the archive.

drop table call_row;
drop table minute_use;
drop table charge;
delete from name;
delete from hour_use;
delete from day_use;
delete from hour_latency;
delete from day_pii;
delete from audit;
delete from policy_version;
delete from incident;
delete from adjustment;
delete from review;
delete from budget_window;
delete from kept;

-- The number says which ids are in it, see CallBlock.
create table call_block (
    block bigint primary key,
    count integer not null,
    -- when the first and the last of them arrived
    first_ms bigint not null,
    last_ms bigint not null,
    -- as CallEntry writes them; never corrected
    calls varbinary not null
);

create table minute_use (
    start_ms bigint primary key,
    -- as MinuteSums packs them
    sums varbinary not null
);

-- What every budget's window was charged for the calls that arrived in an hour, corrections included.
create table window_hour (
    budget integer not null,
    window_ms bigint not null,
    start_ms bigint not null,
    calls bigint not null,
    amount bigint not null,
    primary key (budget, window_ms, start_ms)
);
create index window_hour_by_start on window_hour (start_ms);

-- What stands in no call's block. Kinds: 1 a correction, 2 the sum of what was dropped (sequence 0).
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

update progress set sequence = 0, clean = true;

grant select, insert, update, delete on call_block, minute_use, window_hour, charge to ledger;
