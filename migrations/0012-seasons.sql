-- Runs of the seat allocation that a case leads: what ran, what came of it and the draw of its numbers, sealed, because a
-- child's wishes tell who it is. The log holds the hashes (recorded_act `season:…`). A run is never changed; `given_at` says
-- when every place of a binding one was given to its case.
create table season_run (
  district text not null,
  season uuid not null,
  n smallint not null,
  kind text not null,
  plan text not null,
  at timestamptz not null,
  officer text not null,
  officer_name text not null,
  hash text not null,
  children integer not null,
  placed integer not null,
  sealed bytea not null,
  wrapped bytea not null,
  given_at timestamptz,
  primary key (district, season, n),
  constraint season_run_kind_known check (kind in ('main', 'rest', 'rehearsal')),
  constraint season_run_hash_hex check (hash ~ '^[0-9a-f]{64}$'),
  constraint season_run_rehearsal_binds_nobody check (kind <> 'rehearsal' or given_at is null)
);
create index season_run_waiting on season_run (district) where given_at is null and kind <> 'rehearsal';

alter table season_run enable row level security;
create policy appender on season_run to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update (given_at) on season_run to qinqing_appender;

-- The draws of a season's numbers as they were handed in: children stand in them by their public numbers alone.
create table season_draw (
  district text not null,
  season uuid not null,
  hash text not null,
  bundle json not null,
  at timestamptz not null,
  officer text not null,
  primary key (district, season, hash)
);

alter table season_draw enable row level security;
create policy appender on season_draw to qinqing_appender using (district = current_setting('app.district'));
grant select, insert on season_draw to qinqing_appender;
