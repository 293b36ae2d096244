import { afterAll } from 'vitest';
import { endAll } from './end-of-file.ts';

// Vitest runs this before each file, also where files share a process and its modules.
afterAll(endAll, 120_000);
