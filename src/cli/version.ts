/** Written in by the build from package.json. */
declare const CODERS_VERSION: string;

export const version: string = typeof CODERS_VERSION === 'string' ? CODERS_VERSION : 'from source';
