import type { Startup } from './startup.ts';

/** The name by which launchd knows it. */
export const launchdLabel = 'coders.supervisor';

/** By this line a property list is known as coders' own. */
export const plistMark = '<!-- Written by coders service install; coders service uninstall removes it. -->';

/** The text of a launchd agent's property list. */
export function launchdPlist({ command, environment, log }: Startup): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    plistMark,
    '<plist version="1.0">',
    '<dict>',
    ...pair('Label', [text(launchdLabel)]),
    ...pair('ProgramArguments', ['<array>', ...command.map((word) => `  ${text(word)}`), '</array>']),
    ...pair('EnvironmentVariables', ['<dict>', ...Object.entries(environment).flatMap(([name, value]) => pair(name, [text(value)])), '</dict>']),
    ...pair('RunAtLoad', ['<true/>']),
    ...pair('KeepAlive', ['<dict>', ...pair('SuccessfulExit', ['<false/>']), '</dict>']),
    '  <!-- Agents and their tmux servers outlive the supervisor, and are not for the background. -->',
    ...pair('AbandonProcessGroup', ['<true/>']),
    ...pair('ProcessType', [text('Interactive')]),
    ...pair('StandardOutPath', [text(log)]),
    ...pair('StandardErrorPath', [text(log)]),
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}

function pair(key: string, value: readonly string[]): string[] {
  return [`<key>${escaped(key)}</key>`, ...value].map((line) => `  ${line}`);
}

function text(value: string): string {
  return `<string>${escaped(value)}</string>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
