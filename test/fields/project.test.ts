import { everyFieldConverges } from './converges.ts';
import { projectTable } from './table.ts';

everyFieldConverges(projectTable);
