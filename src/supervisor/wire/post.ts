import { randomUUID } from 'node:crypto';
import { sendable } from '../../delivery/sendable.ts';
import { readErrand, type Errand, type ErrandAnswer } from '../../host/redis/errand.ts';
import { readLetter, sessionsNamed } from '../../host/redis/older-tools/letter.ts';
import { addresseeOf, sessionOf } from '../../host/redis/older-tools/names.ts';
import { registeredSessions } from '../../host/redis/older-tools/register.ts';
import type { Address } from '../../state/address.ts';
import type { Desired } from '../../state/desired.ts';
import { mailEvent } from '../../post/event.ts';
import type { Mail } from '../../state/mail.ts';
import { messageId, messageOf } from '../messenger.ts';
import type { WireWorld } from './wire-world.ts';

/** Takes in what is sent to this host's members over Redis: each becomes a message of the store before it is answered. */
export class Post {
  readonly #world: WireWorld;

  constructor(world: WireWorld) {
    this.#world = world;
  }

  /** What somebody published to a name: a member's session, or the end of it where no other session of this Redis ends in it. */
  async letter(channel: string, payload: string): Promise<void> {
    const desired = this.#desired();
    const name = addresseeOf(channel);
    const to = desired === undefined ? undefined : await this.#meant(name, desired);
    if (to === undefined) return;
    const letter = readLetter(channel, payload);
    if (letter === undefined) return this.#log(`what was published to ${channel} is not given to anybody: it has no "message"`);
    const checked = sendable(letter.text);
    if ('problem' in checked) return this.#log(`what was published to ${channel} is not given to anybody: ${checked.problem}`);
    this.#world.around.send([{ id: letter.id ?? `letter-${randomUUID()}`, to, text: checked.text, when: 'idle' }]);
  }

  /** What another host asks for, as often as it wants to know how far it has come. */
  async errand(payload: string): Promise<void> {
    const errand = readErrand(payload);
    if (errand === undefined) return this.#log('another host asks for something that this version does not know');
    const answer = JSON.stringify(this.#answer(errand));
    await this.#world.connection.ask('publish', (redis) => redis.publish(errand.answerTo, answer));
  }

  #answer({ id, to, text: given, when, mail }: Errand): ErrandAnswer {
    const { part: { team, host: name }, host: { store, clock }, around } = this.#world;
    const isOwn = this.#desired()?.members.some(({ address }) => address === to) ?? false;
    if (!isOwn) return { refused: `Host ${name} has no member ${to} of team ${team}.` };
    const checked = sendable(given);
    if ('problem' in checked) return { refused: checked.problem };
    if (mail !== undefined) return this.#takeIn(mail, to);
    const { text } = checked;
    const message = store.messages.enqueue(messageOf(team, { id, to, text, when }, clock.now()));
    if (message.to !== to || message.text !== text) return { refused: `The message ${id} was another one: to ${message.to}.` };
    const receipt = store.messages.receipts(message.id).at(-1) ?? { state: 'queued', at: message.at };
    if (receipt.state !== 'acknowledged' && receipt.state !== 'failed') around.send([{ id, to, text, when }]);
    return { receipt };
  }

  /** Mail is told by the next pass, with what else came: how far it is, the message that tells of it says. */
  #takeIn(mail: Mail, to: Address): ErrandAnswer {
    const { part: { team }, host: { store, clock }, around } = this.#world;
    const isNew = !store.mails.copies(team, mail.id).some((copy) => copy.to === to);
    if (isNew) {
      store.mails.put(mail, [to]);
      store.append(team, clock.now(), [mailEvent(mail)]);
    }
    const prompt = store.mails.copies(team, mail.id).find((copy) => copy.to === to)?.prompt;
    const receipt = prompt === undefined ? undefined : store.messages.receipts(messageId(team, prompt)).at(-1);
    if (receipt?.state !== 'acknowledged' && receipt?.state !== 'failed') around.wake('whole');
    return { receipt: receipt ?? { state: 'queued', at: mail.at } };
  }

  /** Undefined where it is not one of this host's. Whom the whole team knows by its whole name needs nobody to be asked. */
  async #meant(name: string, { members, sharing }: Desired): Promise<Address | undefined> {
    const { part: { team }, connection } = this.#world;
    const own = new Map(members.map(({ address }) => [sessionOf(team, address), address]));
    if (own.has(name)) return own.get(name);
    const elsewhere = (sharing?.elsewhere ?? []).map(({ address }) => sessionOf(team, address));
    if (name.startsWith(`${team}/`) && sessionsNamed(name, [...own.keys(), ...elsewhere]).length === 0) this.#log(`what was published to coders:msg:${name} is not given to anybody: the team has no such member`);
    if (sessionsNamed(name, [...own.keys()]).length === 0) return undefined;
    const foreign = (await registeredSessions(connection)).filter((one) => one.team !== team).map(({ sessionId }) => sessionId);
    const [only = '', ...more] = sessionsNamed(name, [...own.keys(), ...elsewhere, ...foreign]);
    if (more.length === 0) return own.get(only);
    this.#log(`what was published to coders:msg:${name} is not given to anybody: it may be for ${[only, ...more].join(' or ')}`);
    return undefined;
  }

  #desired(): Desired | undefined {
    return this.#world.host.store.keptTeam(this.#world.part.team)?.desired;
  }

  #log(line: string): void {
    this.#world.around.log(`${this.#world.part.team}: ${line}.`.replace(/\.\.$/, '.'));
  }
}
