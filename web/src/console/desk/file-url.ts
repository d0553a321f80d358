// Where a stored file is read.

/** Address of a file of a case: whoever may see the case may read it. */
export const fileUrl = (caseId: string, address: string): string =>
  `/api/cases/${caseId}/files/${encodeURIComponent(address)}`
