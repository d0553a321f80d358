-- The transparency log: for each district its head, the tiles of its tree and the witnesses' cosignatures. Written by the
-- sequencer alone (src/office/log), under a role of its own that sees commitments and nothing of what they hide.

do $$
declare
  needed text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
  begin
    if to_regrole('qinqing_log') is null then
      create role qinqing_log nologin;
    end if;
  exception
    when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, 'qinqing_log', needed) then
    execute format('grant qinqing_log to %I', current_user);
  end if;
end
$$;

create table log_head (
  district text not null,
  -- leaves placed, and the root over them
  size bigint not null,
  root bytea not null,
  -- the signed note last published, without cosignatures, and its size; it follows `size` by one round
  checkpoint text,
  signed_size bigint,
  primary key (district),
  constraint log_head_size_positive check (size >= 0),
  constraint log_head_root_bytes check (length(root) = 32),
  constraint log_head_signed check (signed_size between 0 and size and (checkpoint is null) = (signed_size is null))
);

-- 256 hashes of 32 bytes; the last tile of a level holds fewer and grows in place. A narrower tile is its beginning.
create table log_tile (
  district text not null,
  level smallint not null,
  index bigint not null,
  bytes bytea not null,
  primary key (district, level, index),
  constraint log_tile_hashes check (length(bytes) between 32 and 8192 and length(bytes) % 32 = 0)
);
-- Hashes do not compress.
alter table log_tile alter column bytes set storage external;

-- The newest cosignature of each witness: a signature line over the checkpoint of this size.
create table log_cosignature (
  district text not null,
  witness text not null,
  size bigint not null,
  line text not null,
  primary key (district, witness)
);

-- No place is given twice.
create unique index case_event_position on case_event (district, position) where position is not null;

alter table log_head enable row level security;
alter table log_tile enable row level security;
alter table log_cosignature enable row level security;

create policy log on log_head to qinqing_log using (district = current_setting('app.district'));
create policy log on log_tile to qinqing_log using (district = current_setting('app.district'));
create policy log on log_cosignature to qinqing_log using (district = current_setting('app.district'));
-- An event is given its place once: a row that has one is not there to be updated.
create policy log_read on case_event for select to qinqing_log using (district = current_setting('app.district'));
create policy log_place on case_event for update to qinqing_log
  using (district = current_setting('app.district') and position is null)
  with check (district = current_setting('app.district') and position is not null);
-- Anyone reads the log, and the commitments that are its entries.
create policy anyone on log_head for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on log_tile for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on log_cosignature for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on case_event for select to qinqing_public
  using (district = current_setting('app.district') and position is not null);

grant select, insert, update on log_head, log_tile, log_cosignature to qinqing_log;
grant select (district, case_id, seq, at, commitment, position), update (position) on case_event to qinqing_log;
grant select on log_head, log_tile, log_cosignature to qinqing_public;
grant select (district, commitment, position) on case_event to qinqing_public;

-- Whoever appends an event gives it no place.
revoke insert on case_event from qinqing_appender;
grant insert (district, case_id, seq, type, at, sealed, salt, commitment) on case_event to qinqing_appender;
