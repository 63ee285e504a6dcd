-- Sums of an hour and of a day packed, as those of a minute are: where many workloads make few calls each, nearly every
-- call has a row of its own in each, and a question over a month reads them all. Everything is made again from the
-- journal and the archive.

drop table minute_use;
drop table hour_use;
drop table day_use;
delete from name;
delete from call_block;
delete from window_hour;
delete from charge;
delete from hour_latency;
delete from day_pii;
delete from audit;
delete from policy_version;
delete from incident;
delete from adjustment;
delete from review;
delete from budget_window;
delete from kept;

create table minute_use (
    start_ms bigint not null,
    -- which workloads, by the numbers of their names: see Tier
    names integer not null,
    -- 0 and on, where there are too many for one row
    part integer not null,
    -- as PackedSums packs them
    sums varbinary not null,
    primary key (start_ms, names, part)
);

create table hour_use (
    start_ms bigint not null,
    names integer not null,
    part integer not null,
    sums varbinary not null,
    primary key (start_ms, names, part)
);

create table day_use (
    start_ms bigint not null,
    names integer not null,
    part integer not null,
    sums varbinary not null,
    primary key (start_ms, names, part)
);

update progress set sequence = 0, clean = true;

grant select, insert, update, delete on minute_use, hour_use, day_use to ledger;
