// The flags of the server's Node, as start.mjs gives them: plain JavaScript, reached by address.

export const { SERVER_FLAGS } = (await import(new URL('../../bin/runtime.mjs', import.meta.url).href)) as {
  readonly SERVER_FLAGS: readonly string[]
}
