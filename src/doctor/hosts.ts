import { remoteOf } from '../host/git/remote.ts';
import { elsewhereWords } from '../state/elsewhere-words.ts';
import type { Finding } from './finding.ts';
import type { DoctorRequest } from './request.ts';

const about = 'hosts';

/** What the members on other hosts need is examined there; here, how they get at the commits that theirs build on. */
export async function examineHosts({ elsewhere = [], members = [] }: DoctorRequest): Promise<Finding[]> {
  if (elsewhere.length === 0) return [];
  const repositories = [...new Set(members.flatMap(({ repository }) => repository ?? []))];
  const alone = await Promise.all(repositories.map(async (repository) => ((await remoteOf(repository)) === undefined ? [repository] : [])));
  return [
    { about, mark: 'note', sentence: `${elsewhereWords(elsewhere)} What they need, coders doctor tells there.` },
    ...alone.flat().map((repository): Finding => ({
      about, mark: 'doubt', sentence: `The repository ${repository} has no remote "origin", and no other that stands out: members on other hosts can not start from what is accepted here.`, remedy: `git -C ${repository} remote add origin URL`,
    })),
  ];
}
