// English of receipts.

import type { receiptWords as source } from '../zh-Hans/receipt.ts'

export const receiptWords = {
  'receipt.back': 'Progress',
  'receipt.title': 'Receipt of step {seq}',
  'receipt.lead': 'This receipt proves that the step was recorded then and that not a character has changed since.',
  'receipt.what': 'Recorded',
  'receipt.subject': 'About',
  'receipt.at': 'Time',
  'receipt.by': 'By',
  'receipt.place': 'Place in the log',
  'receipt.placeOf': 'No. {n}; {size} {size|entry|entries} when it was signed',
  'receipt.code': 'Let somebody scan it and check',
  'receipt.codeLabel': 'QR code that checks this receipt',
  'receipt.codeNote':
    'Scan it with a phone camera; the page that opens checks on that phone. What was recorded is inside the code: whoever scans it can read it. Show it only to those who should see it.',
  'receipt.codeLong':
    'What was recorded in this step is too long for a QR code. Please download the file, or open the checking page below.',
  'receipt.check': 'Open the checking page',
  'receipt.download': 'Download the receipt and keep it',
  'receipt.waits': 'Not in the public log yet',
  'receipt.waitsNote': 'What was just done enters the signed log some seconds later. Please look again in a moment.',
  'receipt.reload': 'Look again',
  'receipt.byComputer': 'Check on a computer',
  'receipt.byComputerNote': 'It trusts only the key of the log that you noted yourself, and needs no network:',

  'receiptCheck.name': 'Receipt check',
  'receiptCheck.title': 'Check a receipt',
  'receiptCheck.lead':
    'Put a receipt in and see whether it was really recorded, and not changed since. It is checked on your own phone, also without a network, and sent nowhere.',
  'receiptCheck.pick': 'Choose the receipt, or drop it here',
  'receiptCheck.picture': 'Photograph the QR code, or choose a picture',
  'receiptCheck.text': 'Or paste the text of the receipt',
  'receiptCheck.textHint':
    'All the text that begins with c2sp.org/tlog-proof; the address of a check or a checkpoint of the log will do, too',
  'receiptCheck.ownKey': 'Use a log key that I noted myself',
  'receiptCheck.key': 'Public key of the log',
  'receiptCheck.keyHint':
    'Left empty, the key that came with this page is used. A key shows an impostor only if you have it from elsewhere, such as a newspaper or another person',
  'receiptCheck.go': 'Check',
  'receiptCheck.again': 'Check another',
  'receiptCheck.noCode': 'No QR code was found in this picture. Please hold the camera closer and straighter.',
  'receiptCheck.ready': 'This page is kept on the phone and opens without a network.',
  'receiptCheck.here': 'Checked on this phone; nothing was sent.',
  'receiptCheck.holds': 'Recorded, and not changed',
  'receiptCheck.holdsNote': 'This is entry {n} of the public log; not a character has changed.',
  'receiptCheck.headHolds': 'The log signed this checkpoint',
  'receiptCheck.headNote':
    'It is the fingerprint of the whole log at that moment, {size} {size|entry|entries}. Keep it: it shows later if old entries were changed.',
  'receiptCheck.fails': 'Does not hold; do not trust it',
  'receiptCheck.failsNote':
    'What does not hold is below. Please keep the receipt and this page, and tell the supervisors.',
  'receiptCheck.told': 'What the receipt says',
  'receiptCheck.all': 'Everything in the receipt',
  'receiptCheck.checks': 'What was checked',
  'receiptCheck.read': 'The receipt is complete',
  'receiptCheck.readBad': 'The receipt cannot be read whole',
  'receiptCheck.readNote': 'Content, place, proof and signatures are there.',
  'receiptCheck.signed': 'The log has signed',
  'receiptCheck.signedBad': 'The signature of the log is wrong',
  'receiptCheck.signedNote': 'Signed by {origin}, with {size} {size|entry|entries}.',
  'receiptCheck.inside': 'It stands in the log',
  'receiptCheck.insideBad': 'The log holds nothing like this',
  'receiptCheck.insideNote':
    'Worked out from the content step by step, the fingerprint is the one that the log signed.',
  'receiptCheck.witnessed': 'Another office has witnessed it',
  'receiptCheck.witnessedNote': '{names}',
  'receiptCheck.unwitnessed': 'No other office has witnessed it',
  'receiptCheck.unwitnessedNote':
    'The log has signed by itself. With a witness, not even the log could show different people different contents.',
  'receiptCheck.why.syntax': 'This is no complete receipt. Please use the file as it was, or paste all the text.',
  'receiptCheck.why.empty': 'The receipt does not say what it proves.',
  'receiptCheck.why.note': 'The lines of signatures at its end are missing or torn.',
  'receiptCheck.why.control': 'There are invisible characters in the receipt: it is not the file as it was.',
  'receiptCheck.why.many': 'There are far too many signatures; the check stopped.',
  'receiptCheck.why.key': 'The key of the log was not copied rightly.',
  'receiptCheck.why.missing': 'This log has not signed the receipt: it may be another log’s, or an impostor’s.',
  'receiptCheck.why.wrong':
    'The signature does not fit: fingerprint, number of entries or signature of the log were changed.',
  'receiptCheck.why.checkpoint': 'Number of entries or fingerprint of the log are not written rightly.',
  'receiptCheck.why.origin': 'This is a receipt of another log.',
  'receiptCheck.why.outside': 'The place it claims lies behind the end of the log.',
  'receiptCheck.why.length': 'Lines of the proof are missing, or there are too many.',
  'receiptCheck.why.root':
    'Its content does not lead to the fingerprint of the log: content, time or place were changed.',
  'receiptCheck.foot':
    'This proves that it was recorded then and not changed since; whether what was recorded is right, the matter itself must show.',
} as const satisfies Record<keyof typeof source, string>
