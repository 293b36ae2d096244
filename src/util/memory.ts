/** An amount of memory; the manifest's schema says the same. */
export const memoryPattern = /^(?=.*[1-9])(\d{1,6}(?:\.\d{1,3})?)(MB|MiB|GB|GiB)$/;

const unitsBytes: Readonly<Record<string, number>> = { MB: 1000 ** 2, MiB: 1024 ** 2, GB: 1000 ** 3, GiB: 1024 ** 3 };

/** An amount of memory for people: `412 MB`, `1.52 GB`. */
export function formatMemory(bytes: number): string {
  return bytes < 999.5e6 ? `${Math.round(bytes / 1e6)} MB` : `${Number((bytes / 1e9).toFixed(2))} GB`;
}

/** `1.5GB` in bytes; undefined for a text that is no amount of memory. */
export function memoryBytes(text: string): number | undefined {
  const [, amount, unit = ''] = memoryPattern.exec(text) ?? [];
  const size = unitsBytes[unit];
  return size === undefined ? undefined : Math.round(Number(amount) * size);
}
