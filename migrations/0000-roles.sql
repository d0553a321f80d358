-- The roles a connection acts under (src/platform/postgres/roles.ts). Roles belong to the whole server, so another
-- database of it, or another migration at this very moment, may have made them already.
do $$
declare
  role_name text;
  -- Before 16 every member may take the role on; since then whoever made a role may not until it is granted.
  needed text := case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end;
begin
  foreach role_name in array array[
    'qinqing_appender', 'qinqing_citizen', 'qinqing_staff', 'qinqing_public', 'qinqing_audit'
  ] loop
    begin
      if to_regrole(role_name) is null then
        execute format('create role %I nologin', role_name);
      end if;
    exception
      when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, role_name, needed) then
      execute format('grant %I to %I', role_name, current_user);
    end if;
  end loop;
end
$$;

-- Nobody but the owner makes tables, and a function is called by those it is granted to.
revoke create on schema public from public;
alter default privileges revoke execute on functions from public;
