import { shop, told, type MemoryFiles } from '../manifest/memory-world.ts';

/** A PM with one check-in, under an orchestrator. */
export const checkin = (fields: string, pm = '') => `${shop(`pm: {${pm}checkins: [{every: 1h, ${fields}}]}\n`)}orchestrator:\n`;

/** What is said in sentences, without the places. */
export const heads = (yaml: string, files: MemoryFiles = {}) => told(yaml, { files }).split('\n').filter((line) => /^(error|warning|help)/.test(line));
