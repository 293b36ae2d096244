import { edited, type Data, type Values } from './manifest.ts';

/**
 * What comes of an edit: apply makes it so; the plan says a sentence about it; there is no plan until something is done
 * about it; or it is pure form, for a reason.
 */
export type Consequence = 'converges' | { readonly says: RegExp } | { readonly refuses: RegExp } | { readonly isForm: string };

export interface Row {
  /** The field's new value. */
  readonly to: unknown;
  /** Where the field stands in this row's manifest; as in the base unless given. */
  readonly at?: string;
  /** What else is changed in the same edit. */
  readonly along?: Values;
  /** What the manifest has before the edit, beyond the base. */
  readonly before?: Values;
  readonly then: Consequence;
}

export type Table = Readonly<Record<string, Row>>;

const onlyToldOf: Consequence = { isForm: 'It decides what status says of an agent, which is told nothing of it.' };

const onlyAsked: Consequence = { isForm: 'It is asked when a member writes to another, and no agent is told of it.' };

/** What the supervisor goes by from the next apply on; who runs, runs on. */
const onlyKeptBy: Consequence = { isForm: 'It decides what the supervisor does about an agent or a team, and no agent is told of it.' };

/** Where a program of the person's own sits, or somebody without a repository, the manifest's missions would be nobody's. */
const noMissions: Values = { 'projects.store.missions': undefined };

/** A Redis, and another host, where nothing runs. */
const shared: Values = { redis: { url: '${REDIS_URL}' }, hosts: ['alpha', 'beta'] };

/** The rows of a seat's own settings; all seats have them. */
function seat(path: string, at: string): Table {
  const isProgram = { ...noMissions, [`${at}.tool`]: 'command', [`${at}.command`]: ['sleep', '86400'] };
  const row = (name: string, to: unknown, more: Partial<Row> = {}): Table => ({ [`${path}.${name}`]: { to, then: 'converges', ...more } });
  return {
    ...row('tool', 'command', { before: noMissions, along: { [`${at}.command`]: ['sleep', '86400'] } }),
    ...row('model', 'haiku'),
    ...row('role', 'debugger'),
    ...row('host', 'beta', { before: shared }),
    ...row('brief', 'Something else.'),
    ...row('brief_file', 'brief.md'),
    ...row('directory', 'work', { before: noMissions }),
    ...row('args', ['--name', 'Another']),
    ...row('env', { PORT: '3000' }),
    ...row('command', ['sleep', '100000'], { before: isProgram }),
    ...row('permission_mode', 'plan'),
    ...permissions(`${path}.permissions`, `${at}.permissions`),
    // Given before, too: an edit writes a member behind the others, and its PM is told of them in that order.
    ...row('stuck_after', '1h', { before: { [`${at}.stuck_after`]: '30m' }, then: onlyToldOf }),
    ...care(path, at),
    ...row('talks_to', ['all'], { before: { [`${at}.talks_to`]: ['orchestrator'] }, then: onlyAsked }),
    ...checkins(`${path}.checkins[]`, `${at}.checkins.0`),
  };
}

/** They are edited while the member runs on. */
function checkins(path: string, at: string): Table {
  const fields = {
    name: 'glance', every: '2h', note: 'Look closely.', only: 'any', missed: 'all', overlap: 'queue', jitter: '1m', between: '22:00-07:00', expires: '12h', when_changed: true, answer_within: '20m', timezone: 'UTC',
  };
  return {
    ...Object.fromEntries(Object.entries(fields).map(([field, to]) => [`${path}.${field}`, { to, then: 'converges' } satisfies Row])),
    [`${path}.cron`]: { to: '0 * * * *', along: { [`${at}.every`]: undefined }, then: 'converges' },
    [`${path}.note_file`]: { to: 'brief.md', along: { [`${at}.note`]: undefined }, then: 'converges' },
    [`${path}.to`]: { to: 'parent', before: { [`${at}.answer_within`]: '20m' }, then: 'converges' },
  };
}

function care(path: string, at: string): Table {
  const before = { [`${at}.restart`]: { policy: 'always', max: 5, window: '10m', backoff: '2s..10m' }, [`${at}.heartbeat`]: { timeout: '150s' }, [`${at}.context`]: { handover_at: '85%' } };
  const fields = { restart: 'never', 'restart.policy': 'on-failure', 'restart.max': 3, 'restart.window': '1h', 'restart.backoff': '5s..1m', 'heartbeat.timeout': '1m', 'context.handover_at': 0.7 };
  return Object.fromEntries(Object.entries(fields).map(([field, to]) => [`${path}.${field}`, { at: `${at}.${field}`, to, before, then: onlyKeptBy }]));
}

/** An agent that is given other rules is started again with them. */
function permissions(path: string, at: string): Table {
  const before = { [at]: [{ tool: 'Bash', match: 'ls *', answer: 'ask', after: '10m', then: 'deny' }, { default: 'ask', after: '20m', then: 'deny' }] };
  const row = (name: string, field: string, to: unknown): Table => ({ [`${path}[].${name}`]: { at: `${at}.${field}`, to, before, then: 'converges' } });
  return {
    [path]: { at, to: [{ match: 'rm *', answer: 'deny' }], then: 'converges' },
    ...row('tool', '0.tool', 'Edit'),
    ...row('match', '0.match', 'pwd'),
    ...row('answer', '1', { match: 'rm *', answer: 'deny' }),
    ...row('default', '1', { default: 'allow' }),
    ...row('after', '1.after', '30m'),
    ...row('then', '1.then', 'allow'),
  };
}

function worktree(path: string): Table {
  return {
    [`${path}.worktree`]: { to: false, then: 'converges' },
    [`${path}.worktree.path`]: { to: 'elsewhere', then: 'converges' },
    [`${path}.worktree.branch`]: { to: 'another', then: 'converges' },
  };
}

/** A tool that only the manifest describes; to coders it could be an agent. */
const own = {
  command: ['sleep', '86400'],
  resume: ['sleep', '86400'],
  states: { waiting: looks(), limited: looks(), working: looks(), starting: looks(), idle: { title: '.', screen: '^' } },
  record: { path: '{directory}/.own/record', text: 'text', where: { type: 'user' } },
  input: { box: '(x)', by: 'paste', submit: 'Enter', pause: '300ms', again: '2s', interrupt: 'Escape', commands: ['/'] },
  test: { busy: 'Be busy.', dialog: 'Ask.' },
};

function looks() {
  return { title: 'never', screen: 'never' };
}

function ownTool(fields: Readonly<Record<string, unknown>>, then: Consequence = 'converges'): Table {
  const before = { 'projects.store.pm.tool': 'own', 'tools.own': own };
  return Object.fromEntries(Object.entries(fields).map(([field, to]) => [`tools.*.${field}`, { at: `tools.own.${field}`, before, to, then }]));
}

const states = ['waiting', 'limited', 'working', 'starting', 'idle'].flatMap((state) => ['title', 'screen'].map((by) => `states.${state}.${by}`));
const ollama = {
  before: { 'projects.store.pm.tool': 'claude', 'tools.claude': { binary: './claude', ollama: { model: 'a', base_url: 'http://127.0.0.1:9' } } },
  then: 'converges',
} as const;

function ofTheTeam(before: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, unknown>>): Table {
  const [name] = Object.keys(before);
  return Object.fromEntries(Object.entries(fields).map(([field, to]) => [`${name}.${field}`, { to, before, then: onlyKeptBy }]));
}

export const teamTable: Table = {
  version: { to: 1, then: { isForm: 'There is one version of the format.' } },
  team: { to: 'bazaar', then: { refuses: /Team shop still runs, with 4 windows: it was applied from this manifest under that name\.\nhelp: Take it down first: coders down shop/ } },
  extends: { to: 'other-parent.yaml', then: 'converges' },
  with: { to: { word: 'b' }, then: 'converges' },
  'params.*.description': { to: 'Another word.', then: { isForm: 'It explains a param to people.' } },
  'params.*.default': { to: 'y', then: 'converges' },
  env: { to: { NOTE: '${note}', MORE: '1' }, then: 'converges' },
  'tmux.socket': { to: 'another', then: { refuses: /Team shop still runs, with 4 windows: it runs on the tmux server ".*", and the manifest now names "another"\.\nhelp: Take it down first: coders down shop/ } },
  'tmux.config': { to: 'tmux.conf', then: { says: /Left as it is:\n(.*\n)*  tmux: .*tmux\.conf/ } },
  'defaults.tool': { to: 'command', before: noMissions, along: { 'defaults.command': ['sleep', '86400'] }, then: 'converges' },
  'defaults.model': { to: 'haiku', then: 'converges' },
  'defaults.host': { to: 'beta', before: shared, then: 'converges' },
  'defaults.role': { to: 'debugger', then: 'converges' },
  'defaults.brief': { to: 'Something else.', then: 'converges' },
  'defaults.brief_file': { to: 'brief.md', along: { 'defaults.brief': undefined }, then: 'converges' },
  'defaults.worktree': { to: false, before: { 'projects.store.pm': undefined, 'projects.store.engineers.watch': undefined }, then: 'converges' },
  'defaults.args': { to: ['--name', 'Another'], then: 'converges' },
  'defaults.env': { to: { PORT: '3000' }, then: 'converges' },
  'defaults.command': { to: ['sleep', '100000'], before: { ...noMissions, 'defaults.tool': 'command', 'defaults.command': ['sleep', '86400'] }, then: 'converges' },
  'defaults.stuck_after': { to: '1h', then: onlyToldOf },
  ...care('defaults', 'defaults'),
  'defaults.talks_to': { to: ['all'], before: { 'defaults.talks_to': ['orchestrator'] }, then: onlyAsked },
  'defaults.permission_mode': { to: 'plan', then: 'converges' },
  ...permissions('defaults.permissions', 'defaults.permissions'),
  ...ofTheTeam({ limits: { agents: 8, spawn_rate: '4/min', memory: '4GB' } }, { agents: 9, spawn_rate: '30/h', memory: '2GiB' }),
  // Hours that are over for a minute in the year: whenever this runs, the team works.
  ...ofTheTeam({ schedule: { start: '*/5 * * * *', stop: '0 0 29 2 *', timezone: 'Europe/Berlin', on_stop: 'park' } }, { start: '* * * * *', stop: '30 3 29 2 *', timezone: 'UTC', on_stop: 'down' }),
  ttl: { to: '12h', then: onlyKeptBy },
  ...modelTiers('critical', 'high', 'normal', 'low', 'coding', 'review', 'analysis', 'synthesis', 'extraction', 'general'),
  ...ofTheTeam({ redis: { url: '${REDIS_URL}', password: 'a', accept_loss: false, lost_after: '60s' } }, { url: '${OTHER_REDIS_URL}', password: 'b', accept_loss: true, lost_after: '2m' }),
  prompts: { to: { checkin: 'prompt.md' }, then: 'converges' },
  ...reactions('on', 'on'),
  ...notifyTargets(),
  hosts: { to: ['alpha', 'beta', 'gamma'], before: shared, then: { isForm: 'Nobody is on a host that is new.' } },
  'tools.*.binary': { to: process.execPath, then: 'converges' },
  // Only a tool that talks to a model has one.
  'tools.*.base_url': {
    at: 'tools.claude.base_url',
    before: { 'projects.store.pm.tool': 'claude', 'tools.claude': { binary: './claude' } },
    to: 'http://127.0.0.1:9/v1',
    then: 'converges',
  },
  ...ownTool({ version: '9999.x' }, { says: /Left as it is:\n(.*\n)*  member\/store\/pm: It runs on, and would not be started again\. Version [\d.]+ is at .*sleep, and the manifest wants 9999\.x \(team\.yaml:\d+:\d+\)/ }),
  'tools.*.ollama.model': { at: 'tools.claude.ollama.model', to: 'b', ...ollama },
  'tools.*.ollama.base_url': { at: 'tools.claude.ollama.base_url', to: 'http://127.0.0.1:10', ...ollama },
  ...ownTool({
    command: ['sleep', '100000'],
    resume: ['sleep', '100000'],
    ...Object.fromEntries(states.map((path) => [path, 'nothing'])),
    'record.path': '{directory}/.own/other',
    'record.text': 'message',
    'record.where': { type: 'person' },
    'input.box': '(y)',
    'input.by': 'keys',
    'input.submit': 'C-m',
    'input.pause': '1s',
    'input.again': '3s',
    'input.interrupt': 'C-c',
    'input.commands': ['!'],
  }),
  ...ownTool({ 'test.busy': 'Work.', 'test.dialog': 'Beg.' }, { isForm: 'Only the test of a tool says it.' }),
  'tools.*.args': { to: ['--name', 'Another'], then: 'converges' },
  'tools.*.env': { to: { KIND: 'stand-in' }, then: 'converges' },
  'tools.*.permission_mode': { to: 'plan', then: 'converges' },
  'roles.*.model': { to: 'haiku', then: 'converges' },
  'roles.*.brief': { to: 'You write little code.', then: 'converges' },
  'roles.*.brief_file': { to: 'brief.md', along: { 'roles.coder.brief': undefined }, then: 'converges' },
};

/** What is done when something happens; the team's and a project's alike. */
function reactions(path: string, at: string): Table {
  const before = {
    [at]: { 'mission.failed': [{ if: { project: 'store', member: 'cart', mission: 'first' }, at_most: '3/h', message: { to: 'store/cart', text: 'x' }, mission: { name: 'fix', project: 'store', to: 'cart', brief: 'x', priority: 'low', type: 'coding', timeout: '1h', accept: { run: 'npm test' } }, command: ['true'], timeout: '1m', notify: { to: 'desk', text: 'x', severity: 'info' }, pause: 'member' }] },
    notify: { desk: { desktop: true }, other: { desktop: true } },
  };
  const fields = {
    if: { member: 'pay' }, 'if.project': 'stor*', 'if.member': ['pay'], 'if.mission': 'f*', at_most: '4/h', message: { to: 'store/cart', text: 'y' }, 'message.to': 'store/pm', 'message.text': 'y',
    'mission.name': 'mend', 'mission.project': 'store', 'mission.to': 'pm', 'mission.brief': 'y', 'mission.priority': 'high', 'mission.type': 'review', 'mission.timeout': '2h',
    'mission.accept.run': 'npm run lint', 'mission.accept.commits': 1, 'mission.accept.files': ['src/**'], 'mission.accept.timeout': '5m', 'mission.accept.review_by': 'pm',
    command: ['false'], timeout: '2m', notify: 'other', 'notify.to': 'other', 'notify.text': 'y', 'notify.severity': 'error', pause: 'team',
  };
  const rows = Object.entries(fields).map(([field, to]): [string, Row] => [`${path}.*[].${field}`, { at, to: edit(before[at]!, field, to), before, then: onlyKeptBy }]);
  const also = (field: string, more: object): [string, Row] => [`${path}.*[].${field}`, { at, to: { 'mission.failed': [more] }, before, then: onlyKeptBy }];
  return Object.fromEntries([...rows, also('shell', { command: 'true', shell: true }), also('mission.role', { mission: { brief: 'x', role: 'coder' } })]);
}

function notifyTargets(): Table {
  const way = (to: object): Row => ({ at: 'notify', to: { desk: to }, before: { notify: { desk: { desktop: true } } }, then: onlyKeptBy });
  const webhook = (more: object): Row => way({ webhook: { url: 'http://127.0.0.1:9/x', ...more } });
  return {
    'notify.*.desktop': { ...way({ desktop: true }), before: { notify: { desk: { command: ['true'] } } } },
    'notify.*.webhook.url': webhook({}),
    'notify.*.webhook.method': webhook({ method: 'PUT' }),
    'notify.*.webhook.headers': webhook({ headers: { A: 'b' } }),
    'notify.*.webhook.json': webhook({ json: { text: '{text}' } }),
    'notify.*.command': way({ command: ['true'] }),
    'notify.*.severity': way({ desktop: true, severity: 'error' }),
    'notify.*.quiet_hours': way({ desktop: true, quiet_hours: '22:00-07:00' }),
    'notify.*.timezone': way({ desktop: true, quiet_hours: '22:00-07:00', timezone: 'UTC' }),
    'notify.*.same_within': way({ desktop: true, same_within: '1h' }),
  };
}

function edit(on: object, field: string, to: unknown): object {
  return { 'mission.failed': [edited(Object.values(on)[0][0] as Data, { [field]: to })] };
}

export const leadersTable: Table = {
  orchestrator: { to: undefined, then: 'converges' },
  ...seat('orchestrator', 'orchestrator'),
  'projects.*.pm': { to: undefined, then: 'converges' },
  ...seat('projects.*.pm', 'projects.store.pm'),
  ...worktree('projects.*.pm'),
};

function modelTiers(...kinds: readonly string[]): Table {
  return Object.fromEntries(kinds.map((kind) => [`model_tiers.${kind}`, { to: 'opus', then: { isForm: 'It decides to whom missions are given, and no agent is told of it.' } } satisfies Row]));
}

function merge(fields: Readonly<Record<string, unknown>>): Table {
  return Object.fromEntries(Object.entries(fields).map(([field, to]) => [`projects.*.merge.${field}`, { to, before: { 'projects.store.merge': { into: 'main', verify: 'npm test' } }, then: onlyKeptBy } satisfies Row]));
}

/** Nobody has them while nobody keeps the team: what is changed of them is changed at once. */
function mission(fields: Readonly<Record<string, unknown>>, before: Values = {}): Table {
  return Object.fromEntries(Object.entries(fields).map(([field, to]) => [`projects.*.missions.*.${field}`, { to, before, then: 'converges' } satisfies Row]));
}

export const engineersTable: Table = {
  projects: { to: undefined, then: 'converges' },
  'projects.*.engineers': { to: { search: {} }, along: { 'projects.store.missions': undefined }, then: 'converges' },
  ...seat('projects.*.engineers.*', 'projects.store.engineers.cart'),
  ...worktree('projects.*.engineers.*'),
  'projects.*.engineers.*.count': { to: 2, then: 'converges' },
};

export const projectTable: Table = {
  'projects.*.repo': { to: 'second', then: 'converges' },
  'projects.*.base': { to: 'develop', then: { says: /Left as it is:\n(.*\n)*  worktree\/store\/cart: The base develop counts for branches that are made from now on; shop\/cart stays where it began\./ } },
  'projects.*.branch_prefix': { to: 'auto/', then: 'converges' },
  'projects.*.spec': { to: 'brief.md', then: 'converges' },
  'projects.*.prd': { to: 'brief.md', then: 'converges' },
  'projects.*.test': { to: 'npm run check', then: 'converges' },
  'projects.*.commits.every': { to: '1h', then: 'converges' },
  'projects.*.commits.grace': { to: '1h', then: onlyKeptBy },
  'projects.*.commits.max_files': { to: 3, then: 'converges' },
  'projects.*.commits.require_tests': { to: false, then: 'converges' },
  'projects.*.commits.message': { to: '^[A-Z]', then: 'converges' },
  'projects.*.stable_tags': { to: true, then: onlyKeptBy },
  ...merge({ into: 'develop', when: 'accepted', order: 'accepted', verify: 'npm run check', timeout: '1h', strategy: 'squash' }),
  ...reactions('projects.*.on', 'projects.store.on'),
  'projects.*.missions': { to: { zero: { to: 'cart', brief: 'Prepare.' } }, then: 'converges' },
  ...mission({
    to: 'pm',
    after: ['zero'],
    brief: 'Do something else.',
    spec: 'brief.md',
    prd: 'brief.md',
    context: ['brief.md'],
    priority: 'high',
    type: 'review',
    timeout: '2h',
    retries: 2,
    accept: 'npm test',
    'accept.run': ['npm run lint', 'npm test'],
    'accept.commits': 2,
    'accept.files': ['src/**'],
    'accept.timeout': '5m',
    'accept.review_by': 'pm',
    on_fail: 'fresh',
    handoff_to: 'pm',
    model: 'opus',
  }),
  'projects.*.missions.*.role': { to: 'coder', along: { 'projects.store.missions.first.to': undefined }, then: 'converges' },
  ...mission({ 'retries.count': 3, 'retries.backoff': '5s..1m' }, { 'projects.store.missions.first.retries': { count: 1, backoff: '10s..10m' } }),
};
