/** The programs of the package, as they are called in `dist/`: source by name. */
export const programs: Readonly<Record<string, string>>;

/** Bundles programs, given by their names in `outdir`, the way the package ships them. */
export function bundle(entryPoints: Readonly<Record<string, string>>, outdir: string): Promise<void>;
