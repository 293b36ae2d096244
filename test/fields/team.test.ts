import { everyFieldConverges } from './converges.ts';
import { teamTable } from './table.ts';

everyFieldConverges(teamTable);
