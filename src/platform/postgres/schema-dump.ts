// The schema of a database as text, from the catalogs: what all migrations add up to, in one place to read and to review.
// The same database gives the same text on every supported server. Called by test/schema.test.ts and its writer.
import type { ClientBase } from 'pg'

/** Each query gives lines in their final order; objects of extensions and the schemas of PostgreSQL itself are left out. */
const SECTIONS: readonly { readonly title: string; readonly sql: string }[] = [
  {
    title: 'extensions',
    sql: `select format('extension %I', extname) as line from pg_extension where extname <> 'plpgsql' order by 1`,
  },
  {
    title: 'types',
    sql: `select case typtype
                 when 'e' then format('enum %s (%s)', t.oid::regtype,
                   (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
                 else format('domain %s as %s%s%s', t.oid::regtype, format_type(typbasetype, typtypmod),
                   case when typnotnull then ' not null' else '' end,
                   (select coalesce(string_agg(' ' || pg_get_constraintdef(c.oid), '' order by conname), '')
                      from pg_constraint c where contypid = t.oid and contype = 'c')) end as line
            from pg_type t where typnamespace = any($1) and typtype in ('e', 'd') order by t.oid::regtype::text collate "C"`,
  },
  {
    title: 'tables and views',
    sql: `select format(e'\\n%s %s%s%s\\n%s', kind, c.oid::regclass, partition_of, security, body) as line
            from (select c.*,
                    case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'p' then 'partitioned table' else 'table' end as kind,
                    case when relispartition then (select format(' partition of %s %s', inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
                      from pg_inherits where inhrelid = c.oid) when relkind = 'p' then format(' by %s', pg_get_partkeydef(c.oid)) else '' end as partition_of,
                    case when relforcerowsecurity then ' row security forced' when relrowsecurity then ' row security' else '' end as security,
                    case when relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) else array_to_string(array(
                      select format('  %I %s%s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end,
                             case when attidentity <> '' then ' generated as identity'
                                  when attgenerated <> '' then format(' generated always as (%s)', pg_get_expr(adbin, adrelid))
                                  when adbin is not null then format(' default %s', pg_get_expr(adbin, adrelid)) else '' end)
                        from pg_attribute a left join pg_attrdef d on adrelid = attrelid and adnum = attnum
                       where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum) || array(
                      select format('  constraint %I %s', conname, pg_get_constraintdef(k.oid)) from pg_constraint k
                       where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x') order by contype = 'p' desc, conname collate "C") || array(
                      select '  ' || pg_get_indexdef(indexrelid) from pg_index i
                       where indrelid = c.oid and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
                       order by indexrelid::regclass::text collate "C") || array(
                      select '  ' || pg_get_triggerdef(g.oid, true) from pg_trigger g where tgrelid = c.oid and not tgisinternal order by tgname collate "C") || array(
                      select format('  policy %I%s for %s to %s%s%s', polname, case when polpermissive then '' else ' as restrictive' end,
                             case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
                             array_to_string(array(select case r when 0 then 'public' else r::regrole::text end from unnest(polroles) r order by 1), ', '),
                             ' using (' || pg_get_expr(polqual, polrelid) || ')', ' with check (' || pg_get_expr(polwithcheck, polrelid) || ')')
                        from pg_policy where polrelid = c.oid order by polname collate "C"), e'\\n') end as body
                    from pg_class c where relnamespace = any($1) and relkind in ('r', 'p', 'v', 'm')) c
           order by c.oid::regclass::text collate "C"`,
  },
  {
    title: 'functions',
    sql: `select e'\\n' || pg_get_functiondef(p.oid) as line from pg_proc p
           where pronamespace = any($1) and prokind in ('f', 'p')
             and not exists (select from pg_depend where objid = p.oid and classid = 'pg_proc'::regclass and deptype = 'e')
           order by p.oid::regprocedure::text collate "C"`,
  },
  {
    title: 'rights',
    sql: `select line from (
            select format('grant %s on %s to %s', string_agg(lower(privilege_type), ', ' order by privilege_type), c.oid::regclass, who) as line
              from pg_class c, aclexplode(relacl), lateral (select case grantee when 0 then 'public' else grantee::regrole::text end) g (who)
             where relnamespace = any($1) and grantee <> relowner group by c.oid, who
            union all
            select format('grant %s (%s) on %s to %s', lower(privilege_type), string_agg(quote_ident(attname), ', ' order by attnum), attrelid::regclass, who)
              from pg_class c join pg_attribute a on attrelid = c.oid, aclexplode(attacl), lateral (select case grantee when 0 then 'public' else grantee::regrole::text end) g (who)
             where relnamespace = any($1) and grantee <> relowner group by attrelid, privilege_type, who
            union all
            select format('grant execute on function %s to %s', p.oid::regprocedure, case grantee when 0 then 'public' else grantee::regrole::text end)
              from pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner)))
             where pronamespace = any($1) and grantee <> proowner
               and not exists (select from pg_depend where objid = p.oid and classid = 'pg_proc'::regclass and deptype = 'e')) rights
           order by line collate "C"`,
  },
]

const HEADER = `-- What the migrations add up to. Written by: node test/support/write-schema.ts
-- Not executed: to change the schema, write a migration, then write this file anew.
`

/** The whole schema as text, ending with a newline. */
export async function dumpSchema(client: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows } = await client.query<{ oid: number }>(
    `select oid from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by nspname`,
  )
  const schemas = rows.map(({ oid }) => oid)
  let text = HEADER
  for (const { title, sql } of SECTIONS) {
    const { rows: lines } = await client.query<{ line: string }>(sql, sql.includes('$1') ? [schemas] : [])
    if (lines.length > 0) text += `\n-- ${title}\n${lines.map(({ line }) => line).join('\n')}\n`
  }
  return text
}
