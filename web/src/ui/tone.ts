// What a state means to the reader; components turn it into icon and colour.

/** `good` settled well, `going` being handled, `wait` waits for the reader, `bad` failed or late, `still` paused or past. */
export type Tone = 'good' | 'going' | 'wait' | 'bad' | 'still'
