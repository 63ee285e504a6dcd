-- Every policy that was in force, as policy-file text; `audit` is the entry that says who changed it and why.
create table policy_version (
    version bigint primary key,
    audit bigint not null,
    text varchar not null
);

grant select, insert, update, delete on policy_version to ledger;
