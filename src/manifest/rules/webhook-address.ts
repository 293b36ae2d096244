import { error } from '../../diagnostics/problem.ts';
import { quote } from '../../diagnostics/words.ts';
import { valuePlace } from '../located.ts';
import { webhookOf } from '../notify-targets.ts';
import type { Rule } from './rule.ts';

export const webhookAddress: Rule = {
  name: 'webhook-address',
  sentence: 'A webhook has an address that can be asked, and headers that can be sent.',
  *check({ root, written }) {
    for (const [name, { webhook }] of Object.entries(written.notify ?? {})) {
      if (webhook === undefined) continue;
      const { url, headers = {} } = webhookOf(webhook);
      // What stands there may be known to nobody else: it is not quoted.
      if (!isWebAddress(url)) {
        yield error('bad-web-address', `The webhook of ${quote(name)} has no http or https address as its url.`, {
          place: valuePlace(root, ['notify', name, 'webhook', ...(typeof webhook === 'string' ? [] : ['url'])]),
          hint: 'For example https://ntfy.sh. Where it stands in a variable, look at that: it is not shown here.',
        });
      }
      for (const [header, value] of Object.entries(headers)) {
        if (isHeader(header, String(value))) continue;
        yield error('bad-header', `The webhook of ${quote(name)} can not send the header ${quote(header)}: its name or its value has a character that no header can have.`, {
          place: valuePlace(root, ['notify', name, 'webhook', 'headers', header]),
          hint: 'A line end at the end of a variable is one.',
        });
      }
    }
  },
};

/** A user name in it is what `fetch` refuses. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function isHeader(name: string, value: string): boolean {
  return /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
