const dayMs = 86_400_000;

/**
 * When a usage limit ends, in milliseconds since the Unix epoch, from the time of day that Gemini CLI says (`3:00 AM UTC`):
 * the first such time after the limit was met. Undefined where either is not known.
 */
export function limitEnd(resets: string | undefined, metAt: number | undefined): number | undefined {
  if (resets === undefined || metAt === undefined) return undefined;
  const said = Date.parse(`${new Date(metAt).toDateString()} ${resets}`);
  if (Number.isNaN(said)) return undefined;
  // The date above is one of here, the time may be one of elsewhere. Told to the minute, it may lie a little before.
  const days = Math.ceil((metAt - 60_000 - said) / dayMs);
  return said + days * dayMs;
}
