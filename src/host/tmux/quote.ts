/**
 * One word of tmux's command language that stands for exactly this text. Control mode reads a command a line, so
 * line ends are written as escapes; `$` would otherwise be replaced from the environment, and a `~` that a word begins
 * with by a home directory, quotes or not.
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\$~\u0000-\u001f\u007f]/g, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  const code = character.charCodeAt(0);
  return code < 32 || code === 127 || character === '~' ? `\\${code.toString(8).padStart(3, '0')}` : `\\${character}`;
}

/**
 * Text that a tmux format expands to itself. Window names and start directories are formats, and `#(…)` in a format
 * runs a shell. A run of `#` before `[` is left as it is by tmux; any other `#` is halved, so it is doubled here.
 */
export function formatLiteral(text: string): string {
  return text.replace(/#+(?![[#])/g, (hashes) => hashes + hashes);
}
