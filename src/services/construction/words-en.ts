// English of 无感报建; what has none is shown in Chinese.

export const english: Readonly<Record<string, string>> = {}
