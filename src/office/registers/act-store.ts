// Registers that officers write by hand (guides, service points, plates, machines, calls): every act is one row, appended once; what
// an item is now is its last content. Used by the desks that keep such a register.

import type { Pool } from 'pg'

export type ActRegister = 'guide' | 'point' | 'plate' | 'kiosk' | 'call'

/** One act, without the content it may hold. */
export interface RegisterAct<Type extends string = string> {
  readonly seq: number
  readonly type: Type
  readonly at: string
  readonly officer: string
  readonly officerName: string
  readonly note: string
}

export interface NewAct<Content, Type extends string = string> extends RegisterAct<Type> {
  readonly item: string
  readonly content?: Content
}

/** An item as it stands: its last act and its last content. */
export interface Item<Content, Type extends string = string> {
  readonly item: string
  readonly last: RegisterAct<Type>
  readonly content: Content
}

export interface ActStore<Content, Type extends string = string> {
  history(item: string): Promise<readonly RegisterAct<Type>[]>
  /** The content as of an act; undefined when there is none. */
  content(item: string, seq: number): Promise<Content | undefined>
  find(item: string): Promise<Item<Content, Type> | undefined>
  /** Every item as it stands, by name. Cost: one read of the register. */
  all(): Promise<readonly Item<Content, Type>[]>
  /** Appends; `moved` when somebody else has written that number first. */
  append(act: NewAct<Content, Type>): Promise<'appended' | 'moved'>
  /** Appends many first acts at once; items that exist already stay as they are. Answers the names of the new ones. */
  load(acts: readonly NewAct<Content, Type>[]): Promise<ReadonlySet<string>>
}

const ACT = `seq, type, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, officer, officer_name as "officerName", note`

/** `write` acts as qinqing_appender in the district; reads go through it, too: the desks decide who sees what. */
export function actStore<Content, Type extends string = string>(
  { write, district }: { readonly write: Pool; readonly district: string },
  register: ActRegister,
): ActStore<Content, Type> {
  type Act = RegisterAct<Type>
  type Row = Act & { readonly item: string; readonly content: Content }
  const itemOf = ({ item, content, ...last }: Row): Item<Content, Type> => ({
    item,
    content,
    last: last as unknown as Act,
  })
  const current = `select distinct on (a.item) a.item, ${ACT},
      (select content from register_act b where b.district = a.district and b.register = a.register and b.item = a.item
        and b.content is not null order by b.seq desc limit 1) as content
    from register_act a where a.district = $1 and a.register = $2`
  return {
    async history(item) {
      const text = `select ${ACT} from register_act where district = $1 and register = $2 and item = $3 order by seq`
      return (await write.query<Act>(text, [district, register, item])).rows
    },
    async content(item, seq) {
      const { rows } = await write.query<{ content: Content }>(
        `select content from register_act where district = $1 and register = $2 and item = $3 and seq <= $4
          and content is not null order by seq desc limit 1`,
        [district, register, item, seq],
      )
      return rows[0]?.content
    },
    async find(item) {
      const { rows } = await write.query<Row>(`${current} and a.item = $3 order by a.item, a.seq desc`, [
        district,
        register,
        item,
      ])
      return rows[0] && itemOf(rows[0])
    },
    async all() {
      const { rows } = await write.query<Row>(`${current} order by a.item, a.seq desc`, [district, register])
      return rows.map(itemOf)
    },
    async append({ item, seq, type, at, officer, officerName, note, content }) {
      const { rowCount } = await write.query(
        `insert into register_act (district, register, item, seq, type, at, officer, officer_name, note, content)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
        [
          district,
          register,
          item,
          seq,
          type,
          at,
          officer,
          officerName,
          note,
          content === undefined ? null : JSON.stringify(content),
        ],
      )
      return rowCount === 1 ? 'appended' : 'moved'
    },
    async load(acts) {
      const rows = acts.map((act) => ({ ...act, officer_name: act.officerName }))
      const { rows: made } = await write.query<{ item: string }>(
        `insert into register_act (district, register, item, seq, type, at, officer, officer_name, note, content)
         select $1, $2, r.item, r.seq, r.type, r.at, r.officer, r.officer_name, r.note, r.content
         from json_to_recordset($3) as r (item text, seq int, type text, at timestamptz, officer text, officer_name text, note text, content json)
         on conflict do nothing returning item`,
        [district, register, JSON.stringify(rows)],
      )
      return new Set(made.map(({ item }) => item))
    },
  }
}
