// Where a stored file is read.

/** Address of a stored file by its content address. */
export const fileUrl = (address: string): string => `/api/files/${encodeURIComponent(address)}`
