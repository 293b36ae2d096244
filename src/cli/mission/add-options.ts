import { failurePolicies, missionTypes, priorities } from '../../manifest/mission.ts';
import type { Option } from '../command.ts';

/** What `coders mission add` takes beside the name; the manifest's schema says the same of the fields of a mission. */
export const addOptions: Readonly<Record<string, Option>> = {
  project: { summary: 'with add: its project; may be left out where there is only one, and in the pane of a PM', value: 'PROJECT' },
  to: { summary: 'with add: who does it: an engineer, those of a common name, or pm', value: 'MEMBER' },
  role: { summary: 'with add: anybody of this role does it. Without both, any engineer of the project', value: 'ROLE' },
  after: { summary: 'with add: missions of its project that are done before, as a,b', value: 'NAMES', multiple: true },
  brief: { summary: 'with add: what is to be done', value: 'TEXT' },
  file: { summary: 'with add: what is to be done is in this file', value: 'FILE' },
  context: { summary: 'with add: a file to be read first', value: 'FILE', multiple: true },
  priority: { summary: `with add: ${priorities.join(', ')}`, value: 'PRIORITY' },
  type: { summary: `with add: ${missionTypes.join(', ')}`, value: 'TYPE' },
  timeout: { summary: 'with add: how long a try may take (2h)', value: 'DURATION' },
  retries: { summary: 'with add: how often it is tried again (1)', value: 'N' },
  accept: { summary: 'with add: a command that must succeed before it counts as done', value: 'COMMAND', multiple: true },
  commits: { summary: 'with add: so many commits at least must have been made', value: 'N' },
  files: { summary: 'with add: a changed file must match this pattern', value: 'GLOB', multiple: true },
  'review-by': { summary: 'with add: who says whether it is right, once all of this holds', value: 'MEMBER' },
  'on-fail': { summary: `with add: ${failurePolicies.join(', ')}`, value: 'POLICY' },
  model: { summary: 'with add: the model tier or id that it is for: members with it come first', value: 'MODEL' },
  'handoff-to': { summary: 'with add: who goes on with it when its tries are used up', value: 'MEMBER' },
};
