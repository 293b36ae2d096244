/** A text to be delivered, by what is hard about it. Each is told apart from all others by `mark`. */
export interface HardText {
  readonly name: string;
  text(mark: string): string;
}

/** What agents' input boxes take for something else than text, or cut, or change. None asks for any work. */
export const hardTexts: readonly HardText[] = [
  { name: 'a short text', text: (mark) => `Answer with OK. ${mark}` },
  { name: 'a long text', text: (mark) => `Answer with OK. ${'All work and no play makes a dull agent. '.repeat(125)}${mark}` },
  { name: 'many lines', text: (mark) => `Answer with OK.\n\n${'  - one line of many\n'.repeat(20)}${mark}` },
  { name: 'unicode', text: (mark) => `Réponds « OK ». 一個蘋果, 👩‍👩‍👧 🍏, עברית, e\u0301. ${mark}` },
  { name: 'a text that begins with !', text: (mark) => `!true is how it begins. Answer with OK. ${mark}` },
  { name: 'a text that begins with /', text: (mark) => `/help is how it begins. Answer with OK. ${mark}` },
  { name: 'a text that begins with @', text: (mark) => `@nobody is how it begins. Answer with OK. ${mark}` },
  { name: 'a text that begins with #', text: (mark) => `# is how it begins. Answer with OK. ${mark}` },
  { name: 'a text that begins with -', text: (mark) => `--help is how it begins. Answer with OK. ${mark}` },
  { name: 'what shells and tmux expand', text: (mark) => `Answer with OK; $(true) \`true\` "$HOME" #{pane_id} %1 \\n ~ & ; ${mark}` },
];
