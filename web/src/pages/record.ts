// The public record: figures of how services are handled, and what the ladder of supervision has made public.

interface Row {
  readonly title: string
  readonly count: number
  readonly late: number
}

export interface RecordPage {
  /** How many days the figures look back over. */
  readonly days: number
  readonly services: readonly {
    readonly title: string
    readonly received: number
    readonly running: number
    readonly lights: Readonly<Record<'green' | 'yellow' | 'red' | 'grey', number>>
    readonly ends: readonly { readonly title: string; readonly count: number }[]
    readonly counted: readonly { readonly title: string; readonly rows: readonly Row[] }[]
    readonly units: readonly Row[]
    readonly published: readonly {
      readonly unit: string
      readonly step: string
      readonly receivedOn: string
      readonly dueOn: string | null
      readonly late: number
    }[]
  }[]
}
