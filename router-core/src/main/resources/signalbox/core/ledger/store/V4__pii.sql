-- What tripwires found and did, by day: kinds and counts, never texts. Earlier journals hold none.
create table day_pii (
    start_ms bigint not null,
    kind varchar not null,
    action varchar not null,
    practice boolean not null,
    calls bigint not null,
    findings bigint not null,
    primary key (start_ms, kind, action, practice)
);

grant select, insert, update, delete on day_pii to ledger;
