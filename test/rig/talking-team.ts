import { existsSync, readFileSync } from 'node:fs';
import { sessionFile } from '../../src/demo/session-file.ts';
import { readSession } from '../../src/demo/session-log.ts';
import { openStore, type Store } from '../../src/host/store/store.ts';
import type { Mail } from '../../src/state/mail.ts';
import { atEndOfFile } from './end-of-file.ts';
import { keptTeam } from './kept-team.ts';
import { testTeam, type Ran, type TestTeam } from './team.ts';
import { waitUntil } from './wait-until.ts';

const opened: Store[] = [];

atEndOfFile(() => {
  for (const store of opened.splice(0)) store.close();
});

/** An orchestrator, and two projects with their PMs and engineers, all of the demo tool. */
export const talkingManifest = `
defaults: {tool: demo}
orchestrator: {directory: .}
projects:
  store:
    repo: repo
    pm: {}
    engineers: {cart: {}, search: {role: tester}}
  api:
    repo: repo
    branch_prefix: api/
    engineers: {core: {role: tester, worktree: {path: core}}}
`;

/** A team that talks, and its store, read as often as a test likes. */
export class TalkingTeam {
  readonly team: TestTeam;
  readonly store: Store;

  constructor(team: TestTeam) {
    this.team = team;
    this.store = openStore(team.stateDirectory);
    opened.push(this.store);
  }

  /** What a member types in its pane. */
  as(seat: string, ...argv: readonly string[]): Promise<Ran> {
    return this.inLaunch(seat, this.latestEpoch(seat), ...argv);
  }

  inLaunch(seat: string, epoch: number, ...argv: readonly string[]): Promise<Ran> {
    return this.team.run(argv, { CODERS_TEAM: 'shop', CODERS_ADDRESS: `member/${seat}`, CODERS_EPOCH: String(epoch) });
  }

  latestEpoch(seat: string): number {
    return Math.max(...this.store.launches('shop').filter(({ address }) => address === `member/${seat}`).map(({ epoch }) => epoch));
  }

  /** Every mail of the team, oldest first. */
  mails(): readonly Mail[] {
    return this.store.events('shop').flatMap((event) => (event.type === 'mail' ? [this.store.mails.find('shop', event.mail)!] : []));
  }

  /** What a member's agent was told that holds this text: each prompt as often as it arrived. */
  async told(seat: string, text: string): Promise<readonly string[]> {
    const file = sessionFile((await this.team.pane(seat)).tag!.conversation, this.team.environment); // whoever applies may have another HOME
    const rows = existsSync(file) ? readSession(readFileSync(file, 'utf8')).rows : [];
    return rows.flatMap((row) => (row.type === 'user' && row.text.includes(text) ? [row.text] : []));
  }

  /** Waits until a member's agent was told it. */
  hears(seat: string, text: string): Promise<string> {
    return waitUntil(async () => (await this.told(seat, text))[0], { what: `${seat} to hear "${text}"`, timeout: 60_000 });
  }
}

/** With a supervisor, or without. */
export async function talkingTeam({ kept = true, manifest = talkingManifest }: { readonly kept?: boolean; readonly manifest?: string } = {}): Promise<TalkingTeam> {
  if (kept) return new TalkingTeam(await keptTeam(manifest));
  const team = await testTeam();
  await team.write(manifest);
  await team.succeed('apply');
  return new TalkingTeam(team);
}
