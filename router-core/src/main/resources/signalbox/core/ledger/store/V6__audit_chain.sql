-- The audit trail as a chain: every entry holds the SHA-256 of the one before it, see AuditChain. Entries that are
-- already here are chained when the database is opened.
alter table audit add column place bigint;
alter table audit add column previous varchar;
alter table audit add column hash varchar;
create unique index audit_by_place on audit (place);
