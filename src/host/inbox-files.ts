import { isShort } from '../post/prompts.ts';
import { person, type Mail } from '../state/mail.ts';
import { inboxFile } from '../state/spool.ts';
import { writeAtomically } from './write-atomically.ts';

/** Writes the whole text of a mail where its readers are told that it lies, unless they are told all of it. Throws a HostError. */
export function writeInboxFiles(stateDirectory: string, mail: Mail): void {
  if (isShort(mail)) return;
  for (const address of mail.to) {
    if (address !== person) writeAtomically(inboxFile(stateDirectory, { team: mail.team, address }, mail.id), `${mail.text.trimEnd()}\n`);
  }
}
