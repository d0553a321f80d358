-- Service points, plates and kiosks: how often a plate was scanned, when a kiosk was last heard of.

-- A search may use its index only where no policy stands before it: what is in force is for everybody, in every district.
drop policy public on guide_entry;
create policy public on guide_entry for select to qinqing_public using (true);

-- One row a plate, day and visitor. The visitor is a hash under a salt of that day, which nobody keeps.
create table plate_scan (
  district text not null,
  plate text not null,
  day date not null,
  visitor bytea not null,
  primary key (district, plate, day, visitor)
);

alter table plate_scan enable row level security;
create policy appender on plate_scan to qinqing_appender using (district = current_setting('app.district'));
grant select, insert on plate_scan to qinqing_appender;

-- What a kiosk last said of itself.
create table kiosk_beat (
  district text not null,
  kiosk text not null,
  at timestamptz not null,
  paper integer not null,
  toner integer not null,
  fault text not null,
  primary key (district, kiosk)
);

alter table kiosk_beat enable row level security;
create policy appender on kiosk_beat to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on kiosk_beat to qinqing_appender;
