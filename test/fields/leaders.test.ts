import { everyFieldConverges } from './converges.ts';
import { leadersTable } from './table.ts';

everyFieldConverges(leadersTable);
