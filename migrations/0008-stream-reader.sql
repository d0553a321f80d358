-- How far readers of the stream have come.
create table stream_reader (
  district text not null,
  reader text not null,
  position bigint not null,
  primary key (district, reader),
  constraint stream_reader_position_positive check (position >= 0)
);

alter table stream_reader enable row level security;
create policy appender on stream_reader to qinqing_appender using (district = current_setting('app.district'));
grant select, insert, update on stream_reader to qinqing_appender;
