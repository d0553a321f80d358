// Withdrawing asks once more and says what it does. Posted to `base/withdraw` (reason, key).

export interface WithdrawPage {
  readonly base: string
  readonly title: string
  readonly key: string
  readonly refused?: { readonly reason: string; readonly remedy: string }
}
