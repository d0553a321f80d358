-- A full tile has 8,192 bytes. PostgreSQL keeps such a value beside its table in pieces of 1,996 bytes, four to a page
-- exactly; the fifth, small piece would leave the next page a quarter empty, for every tile again. What is beyond four
-- pieces therefore stays in the row: 33 bytes of disk a leaf instead of 41.
alter table log_tile drop constraint log_tile_hashes;
alter table log_tile add column rest bytea not null default '';
alter table log_tile alter column rest set storage plain;
update log_tile set rest = substring(bytes from 7985), bytes = substring(bytes from 1 for 7984) where length(bytes) > 7984;
alter table log_tile add constraint log_tile_hashes
  check (length(bytes) + length(rest) between 32 and 8192 and (length(bytes) + length(rest)) % 32 = 0);
