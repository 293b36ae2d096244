import { inOrder, isSpecific, ruleWords, type PermissionRule } from '../../manifest/permission.ts';

/** What Gemini CLI calls its tools, and how the rules of a team, which serve many tools, call them. */
const words: Readonly<Record<string, string>> = {
  run_shell_command: 'Bash',
  read_file: 'Read',
  read_many_files: 'Read',
  write_file: 'Write',
  replace: 'Edit',
  glob: 'Glob',
  grep_search: 'Grep',
  list_directory: 'LS',
  web_fetch: 'WebFetch',
  google_web_search: 'WebSearch',
  activate_skill: 'Skill',
  invoke_agent: 'Task',
};

const shell = 'run_shell_command';

/** Before all that a person may have allowed, or after all that they have said. */
const priorities = { deny: 999, allow: 0, ask: 0 } as const;
const decisions = { deny: 'deny', allow: 'allow', ask: 'ask_user' } as const;

/** The team's rules as a policy file of Gemini CLI; undefined where they say nothing of a tool or what it is about. */
export function policyFile(rules: readonly PermissionRule[]): string | undefined {
  const specific = inOrder(rules).filter(isSpecific);
  return specific.length === 0 ? undefined : specific.flatMap(policyRules).join('\n');
}

/** A command is matched otherwise than a path or an address, so a rule about any tool becomes two. */
function policyRules(rule: PermissionRule): string[] {
  const tools = rule.tool === undefined ? undefined : toolsCalled(rule.tool);
  if (rule.match === undefined) return [policyRule(rule, tools ?? [])];
  const others = tools?.filter((tool) => tool !== shell) ?? ['*'];
  return [
    ...(tools === undefined || tools.includes(shell) ? [policyRule(rule, [shell], commandPattern(rule.match, rule.answer))] : []),
    ...(others.length === 0 ? [] : [policyRule(rule, others, otherPattern(rule.match, rule.answer))]),
  ];
}

function toolsCalled(word: string): readonly string[] {
  const own = Object.keys(words).filter((name) => words[name] === word);
  return own.length === 0 ? [word] : own;
}

function policyRule(rule: PermissionRule, tools: readonly string[], argsPattern?: string): string {
  const { answer, match = '*' } = rule;
  const fields = {
    toolName: tools,
    decision: decisions[answer],
    priority: priorities[answer],
    ...(argsPattern === undefined ? {} : { argsPattern }),
    ...(answer === 'deny' ? { denyMessage: `The team's rules deny this: ${ruleWords(rule)}.` } : {}),
    // What is allowed word for word may write into a file, too.
    ...(answer === 'allow' && !match.includes('*') ? { allowRedirection: true } : {}),
  };
  return ['[[rule]]', ...Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ''].join('\n');
}

// Gemini CLI holds a pattern against the arguments as JSON, each of them with a NUL before and behind. It drops patterns in
// which a group that repeats stands around something that repeats.
const edge = '\\x00';
const anything = `[^${edge}]*`;

/** Of a command that ends and begins no other: see `hookScript`, which says the same to a shell. */
const withinOneCommand = `([^;&|<>$\`"\\\\${edge}]|\\\\["\\\\/tbfu])*`;

/** A command is denied wherever in a line it stands, and allowed only where nothing else stands in the line. */
function commandPattern(match: string, answer: PermissionRule['answer']): string {
  if (answer === 'deny') return `${edge}"command":"${anything}${pattern(match, anything)}[^A-Za-z0-9_-]`;
  return `${edge}"command":"${pattern(match, answer === 'allow' ? withinOneCommand : anything)}"${edge}`;
}

const subjects = 'file_path|dir_path|path|url|query';

/** A path, or an address: whole, or from any / on. Of many paths any is denied. */
function otherPattern(match: string, answer: PermissionRule['answer']): string {
  const own = pattern(match, anything);
  if (answer === 'deny') return `${edge}"(${subjects}|include|prompt)":${anything}["/]${own}"`;
  return `${edge}"(${subjects})":"(${anything}/|)${own}"${edge}`;
}

function pattern(match: string, star: string): string {
  return match.split('*').map(literal).join(star);
}

/** As it stands within a JSON string, with nothing that means something in a pattern; one blank stands for many. */
function literal(text: string): string {
  const json = JSON.stringify(text).slice(1, -1);
  return json.replace(/ +|[^A-Za-z0-9]/g, (found) => (found.startsWith(' ') ? ' +' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
