-- The payment desk looks for the few cases that wait to be paid among all that there are.
create index case_file_pay on case_file (district, case_no) where step_kind = 'pay';
