-- Plates: how often one was scanned.

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
