-- The transparency log: for each district its head, the tiles of its tree and the witnesses' cosignatures. Written by the
-- sequencer alone (src/office/log), under a role of its own that sees commitments and nothing of what they hide. Its entries
-- are the events of cases and the recorded acts, in one row of places.

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

-- What was done that is no step of a case: the messages of a draw, the steps of a budget book. See docs/proof.md.
create table recorded_act (
  district text not null,
  -- what it was done to, such as draw:2026-07
  subject text not null,
  seq integer not null,
  kind text not null,
  at timestamptz not null,
  position bigint not null,
  commitment bytea not null,
  -- salt and payload of an act that anyone may read; or the same, sealed under a data key of its own
  opening bytea,
  sealed bytea,
  wrapped bytea,
  primary key (district, subject, seq),
  constraint recorded_act_seq_positive check (seq > 0),
  constraint recorded_act_open_or_sealed check ((opening is null) <> (sealed is null)),
  constraint recorded_act_key_of_sealed check (opening is null or wrapped is null)
);
create unique index recorded_act_position on recorded_act (district, position);

-- Records an act and returns its place; part of any statement or transaction of the appender. It holds the next place until
-- the transaction ends, so it comes last in one. A sequence number that is taken fails the whole transaction.
create function record_act(
  p_district text, p_subject text, p_seq integer, p_kind text, p_at timestamptz, p_commitment bytea, p_opening bytea,
  p_sealed bytea, p_wrapped bytea)
returns bigint
language sql
as $$
  with place as (
    insert into serial as s (district, series, last) values (p_district, 'log', 1)
    on conflict (district, series) do update set last = s.last + 1
    returning s.last - 1 as position
  )
  insert into recorded_act (district, subject, seq, kind, at, position, commitment, opening, sealed, wrapped)
  select p_district, p_subject, p_seq, p_kind, p_at, position, p_commitment, p_opening, p_sealed, p_wrapped from place
  returning position
$$;

alter table recorded_act enable row level security;
alter table log_head enable row level security;
alter table log_tile enable row level security;
alter table log_cosignature enable row level security;

create policy log on log_head to qinqing_log using (district = current_setting('app.district'));
create policy log on log_tile to qinqing_log using (district = current_setting('app.district'));
create policy log on log_cosignature to qinqing_log using (district = current_setting('app.district'));
create policy log on case_event for select to qinqing_log using (district = current_setting('app.district'));
create policy log on recorded_act for select to qinqing_log using (district = current_setting('app.district'));
create policy log on serial for select to qinqing_log using (district = current_setting('app.district') and series = 'log');
create policy appender on recorded_act to qinqing_appender using (district = current_setting('app.district'));
create policy district on recorded_act for select to qinqing_staff using (district = current_setting('app.district'));
-- Anyone reads the log, and the commitments that are its entries.
create policy anyone on log_head for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on log_tile for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on log_cosignature for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on case_event for select to qinqing_public using (district = current_setting('app.district'));
create policy anyone on recorded_act for select to qinqing_public using (district = current_setting('app.district'));

grant select, insert, update on log_head, log_tile, log_cosignature to qinqing_log;
grant select (district, commitment, position) on case_event, recorded_act to qinqing_log, qinqing_public;
grant select (district, series, last) on serial to qinqing_log;
grant select on log_head, log_tile, log_cosignature to qinqing_public;
grant select, insert on recorded_act to qinqing_appender;
grant select on recorded_act to qinqing_staff;
-- What was sealed stays hidden; the rest of the row names what anyone may ask for.
grant select (subject, seq, kind, at, opening) on recorded_act to qinqing_public;
grant execute on function record_act to qinqing_appender;
