/**
 * A signal that fires after so many milliseconds. Unlike that of `AbortSignal.timeout` it does so also within `AbortSignal.any`:
 * Node 20 may clear the other away before it is due, and what waits for it waits for ever.
 */
export function abortAfter(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException('The time is over.', 'TimeoutError')), milliseconds).unref();
  return controller.signal;
}
