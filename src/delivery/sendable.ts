/** What stands in the way of a text being typed. */
export interface Unsendable {
  /** As a full sentence. */
  readonly problem: string;
  readonly hint: string;
}

/** A text as it is typed to a member: by one kind of line end, without space at its end. */
export function sendable(given: string): { readonly text: string } | Unsendable {
  const text = given.replace(/\r\n?/g, '\n').trimEnd();
  if (text === '') return { problem: 'The text is empty.', hint: 'Say something.' };
  const control = /[\u0000-\u0008\u000b-\u001f\u007f]/.exec(text);
  if (control === null) return { text };
  return { problem: `The text holds the control character ${JSON.stringify(control[0])}, which a terminal would obey.`, hint: 'Take it out; line ends and tabs are fine.' };
}
