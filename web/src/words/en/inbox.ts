// English of notices.

import type { inboxWords as source } from '../zh-Hans/inbox.ts'

export const inboxWords = {
  'inbox.title': 'Messages',
  'inbox.none': 'No messages yet. News on your cases appears here.',
  'inbox.new': 'New',
  'inbox.unread': '{n} unread',
  'told.title': 'How to tell me',
  'told.lead':
    'Messages always appear here. They can also be sent elsewhere; what is sent names neither you nor what your case is about.',
  'told.saved': 'Saved.',
  'told.channels': 'Also send them by',
  'told.sms': 'text message',
  'told.email': 'e-mail',
  'told.chat': 'chat app',
  'told.address': 'E-mail address',
  'told.language': 'In which language',
  'told.quiet': 'Quiet hours',
  'told.quietNote': 'Messages of these hours are sent afterwards. The same hour twice: send at any time.',
  'told.from': 'From',
  'told.to': 'To',
  'told.save': 'Save',
  'outbox.title': 'Outbox of the demonstration',
  'outbox.lead': 'A demonstration sends no text messages. What it would have sent stands here, numbers masked.',
  'outbox.none': 'Nothing sent yet.',
} as const satisfies Record<keyof typeof source, string>
