import { fingerprint } from '../util/fingerprint.ts';
import type { MemberSettings } from './desired.ts';

/** Settings as the store keeps them: a value from the environment may be a secret, so only its hash is kept. */
export function recordedSettings(settings: MemberSettings): MemberSettings {
  const env = Object.entries(settings.env).map(([name, value]) => [name, fingerprint(value)] as const);
  return { ...settings, env: Object.fromEntries(env) };
}
