import type { Dice } from './dice.ts';

/** What a text is made of: each piece is something that a shell, tmux, a terminal or a careless cut would not leave alone. */
export const pieces: readonly string[] = [
  ' ', '  ', '\t', '\n', '\n\n', 'a', 'Look at the tests. ', '-', '--', '-n', ';', '; kill-server', '\\;', '#{pane_id}', '#(touch x)', '##[', '#[fg=red]', '#', '$(touch x)', '`touch x`',
  '$HOME', '${PATH}', '%1', '%%', '%end 1 2 1', '\\', '\\\\', '\\n', '\\033[31m', '"', '\'', '\'"\'"\'', '{', '}', '~', '~/x', '!', '!!', '/', '@src/main.ts', '&', '|', '<', '>', '*', '?', '[200~', '[201~',
  'é', 'e\u0301', 'ñ', 'ß', 'Ω', 'я', 'א', 'مرحبا', '\u202e', '\u200f', '日本語', '한국어', '\u1112\u1161\u11ab', 'ﷺ', '​\u200b', '\ufeff', '\u00a0', '\u0085', '\u009b', '\u2028', '\ufffd', '\ue000', '\u{10ffff}',
  '👍', '👍🏽', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '1️⃣', '☠️', '𝕏', '𠜎', '👨\u200d', '\u0301', 'z̷̢̛͇̦', '\u{e0067}',
];

/** A text of about so many bytes that begins and ends with letters, since senders trim what ends in blanks. */
export function awkwardText(bytes: number, dice: Dice): string {
  if (bytes <= 1) return dice.oneOf(['-', ';', '#', '!', '/', '@', '\\', '"', '$', 'a', '1', 'y']);
  const chosen: string[] = [];
  // Long texts repeat what was chosen for a stretch: to choose each piece of 100 kB anew takes longer than to send it.
  for (let length = 0; length < bytes - 1; ) {
    const piece = dice.oneOf(pieces);
    const stretch = dice.roll() < 0.1 ? piece.repeat(1 + dice.below(Math.max(1, Math.floor((bytes - length) / 20)))) : piece;
    chosen.push(stretch);
    length += Buffer.byteLength(stretch);
  }
  return `${chosen.join('')}.`;
}

/** As many small texts as large ones on a scale of sizes, from 1 byte to `most`. */
export function awkwardSize(most: number, dice: Dice): number {
  return Math.round(Math.exp(dice.roll() * Math.log(most)));
}
