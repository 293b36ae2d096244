import type { RestartPolicy } from '../../src/manifest/manifest.ts';
import type { EndKind } from '../../src/state/event.ts';

/** What may be expected of one member, by rules that fit on a page. */
export class Expected {
  isHeld = false;
  isQuarantined = false;
  /** It is not started before. */
  notBefore = 0;
  /** When it was started after a crash. */
  restarts: readonly number[] = [];
  #crashes: readonly number[] = [];
  #hasCrashed = false;
  readonly #policy: RestartPolicy;

  constructor(policy: RestartPolicy) {
    this.#policy = policy;
  }

  ends(kind: EndKind, now: number): void {
    if (this.isHeld) return;
    this.notBefore = now;
    this.#hasCrashed = false;
    if (kind === 'killed-by-a-person') this.isHeld = true;
    else if (kind === 'auth' || this.#isLeft(kind)) this.isQuarantined = true;
    else if (kind === 'limit') this.notBefore = now + 1; // at once, it would end at once
    else if (kind !== 'lost-with-its-server') this.#crash(now);
  }

  started(now: number): void {
    if (this.#hasCrashed) this.restarts = [...this.restarts, now].filter((at) => at > now - this.#policy.windowMs);
    this.#hasCrashed = false;
  }

  /** A person released it, or started it: what was before counts no more. */
  forgiven(): void {
    [this.isHeld, this.isQuarantined, this.notBefore, this.restarts, this.#crashes, this.#hasCrashed] = [false, false, 0, [], [], false];
  }

  #isLeft(kind: EndKind): boolean {
    const { policy } = this.#policy;
    return (kind === 'clean' && policy !== 'always') || (policy === 'never' && kind !== 'lost-with-its-server');
  }

  #crash(now: number): void {
    const { windowMs, max, backoff: { firstMs, mostMs } } = this.#policy;
    this.#crashes = [...this.#crashes.filter((at) => at > now - windowMs), now];
    this.#hasCrashed = true;
    const count = this.#crashes.length;
    if (count >= max) this.isQuarantined = true;
    else if (count > 1) this.notBefore = now + Math.min(mostMs, firstMs * 2 ** (count - 2)) / 2;
  }
}
