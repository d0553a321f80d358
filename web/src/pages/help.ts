// Help: whom to call, who helps in the village, and what the site promises.

export interface HelpPage {
  readonly hall: string
  readonly hours: string
  readonly phone: string
  readonly complaint: string
}
