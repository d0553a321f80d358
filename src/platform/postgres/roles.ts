// The database roles a pool may act under. They have no password and cannot log in: the owner's connection takes one on
// (`options: -c role=…`), so that row-level security holds whatever the code above forgets. Made by 0000-roles.sql and by the
// migration that brings a role its tables.

/** Who acts: the command path, then one role per audience that reads. */
export const ROLES = [
  'qinqing_appender',
  'qinqing_citizen',
  'qinqing_staff',
  'qinqing_public',
  'qinqing_audit',
  'qinqing_log',
] as const

/** One of them, or the owner of the tables, who migrates and is used for nothing else at run time. */
export type Role = (typeof ROLES)[number] | 'owner'
