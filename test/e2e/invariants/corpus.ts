/** Texts that mean something to a shell, to tmux, to git or to YAML, and must mean nothing to us. Each would leave a file `ran` in the present folder. */
export const corpus: readonly string[] = [
  '#{pid}', '#(touch ran)', '##(touch ran)', '#[fg=red]', '##[x]', '###[x]', '#[', '#', '##', '#,', '#}', '#{?1,a,b}', '#{l:x}', '#{E:#(touch ran)}', '%if 1', '%1', '%end 1 2 3', '%%', '%H:%M',
  '$(touch ran)', '`touch ran`', '$HOME', '${HOME}', '~', '~root', '*', '?', '{a,b}', '!!', '!touch', '&& touch ran', '| touch ran', '> ran', '& touch ran &',
  ';', 'a;', 'a ;', '\\;', 'a\\;', ';;', '; touch ran', '\'', '"', '\'"\'"', '\\', '\\\\', 'a\\', '\\n', '\\012', '\\u0041', '\\$(touch ran)',
  '-', '--', '-rf', '--help', '=', 'a=b', '=a', 'A=$(touch ran)', ' ', '  two  blanks  ', '\t', 'tab\tin', 'line\nend', '\n', 'ends in a line\n', '\n\n#(touch ran)\n',
  'ünïcode', '日本語', '🙂', 'e\u0301', '\u202eright to left', '\u2028line separator', '\ufeffmark', '#ü', '@coders', '{end}', '=shop:', '%0', '@0', 'null', 'true', '0x10',
];
