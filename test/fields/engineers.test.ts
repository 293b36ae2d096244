import { everyFieldConverges } from './converges.ts';
import { engineersTable } from './table.ts';

everyFieldConverges(engineersTable);
