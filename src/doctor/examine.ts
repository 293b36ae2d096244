import { examined, type Finding } from './finding.ts';
import { examineHosts } from './hosts.ts';
import { examineGit, examineRedis, examineState, examineTmux } from './machine.ts';
import type { DoctorRequest } from './request.ts';
import { examineTools } from './tools.ts';

/** In the order they are shown. */
const examinations: readonly { readonly about: string; readonly examine: (request: DoctorRequest) => Finding[] | Promise<Finding[]> }[] = [
  { about: 'tmux', examine: examineTmux },
  { about: 'git', examine: examineGit },
  { about: 'state', examine: examineState },
  { about: 'redis', examine: examineRedis },
  { about: 'hosts', examine: examineHosts },
  { about: 'tools', examine: examineTools },
];

/** Looks at all that a night depends on, and changes nothing. */
export async function examineAll(request: DoctorRequest): Promise<Finding[]> {
  const findings = await Promise.all(examinations.map(({ about, examine }) => examined(about, () => examine(request))));
  return findings.flat();
}
