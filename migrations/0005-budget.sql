-- The budget desk: cases by the day they ended, for the counters of targets; and what happened to each year's book.

create index case_file_ended on case_file (district, ended_on) where ended_on is not null;

-- Every step of a book from the first draft to its publication. A version of the book is what a 'saved' event holds; the
-- key of (book, seq) is the guard: of two authors who wrote on the same version only the first has written.
create table budget_event (
  district text not null,
  year integer not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  officer text not null,
  officer_name text not null,
  note text not null default '',
  -- the whole book, in events that save one
  book json,
  primary key (district, year, seq),
  constraint budget_event_seq_positive check (seq > 0),
  constraint budget_event_type_known
    check (type in ('opened', 'saved', 'submitted', 'passed', 'returned', 'approved', 'declined', 'published')),
  constraint budget_event_book_of_saving check ((book is not null) = (type in ('opened', 'saved')))
);

alter table budget_event enable row level security;

-- Nobody changes or removes what happened. Anyone may know what was published; the pages show no other year.
create policy appender on budget_event to qinqing_appender using (district = current_setting('app.district'));
create policy staff on budget_event for select to qinqing_staff using (district = current_setting('app.district'));

grant select, insert on budget_event to qinqing_appender;
grant select on budget_event to qinqing_staff;
