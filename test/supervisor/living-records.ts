/** A file that a tool writes, as it stands at some moment, in milliseconds since the Unix epoch. */
type Text = (at: number) => string;

const json = (row: (iso: string, at: number) => object): Text => (at) => JSON.stringify(row(new Date(at).toISOString(), at));
const half = (text: Text): Text => (at) => text(at).slice(0, 40);
const plain = (text: string): Text => () => text;

const hooks: readonly Text[] = [
  'UserPromptSubmit {}', 'PostToolUse {"tool_name":"Bash"}', 'PermissionRequest {"tool_name":"Bash","tool_input":{"command":"npm test"}}', 'PermissionAllowed {}',
  'Notification {"notification_type":"idle_prompt"}', 'Stop {}', 'Stop {"background_tasks":[1]}', 'StopFailure {"error":"rate_limit"}', 'Stop payload-7', 'PostToolUse {"tool_na', '',
].map(plain);

const reply = (stop: string | null, rest: object = {}): Text =>
  json((timestamp) => ({ type: 'assistant', timestamp, message: { id: 'a', model: 'm', content: [{ type: 'text', text: 'Yes.' }], stop_reason: stop, usage: {} }, ...rest }));
const failed = (rest: (at: number) => object): Text => (at) => reply('stop_sequence', { isApiErrorMessage: true, ...rest(at) })(at);
const claudeRecord: readonly Text[] = [
  json((timestamp) => ({ type: 'user', timestamp, promptSource: 'user', message: { content: 'Build the cart.' } })),
  json((timestamp) => ({ type: 'user', timestamp, message: { content: [{ type: 'tool_result' }] } })),
  json((timestamp) => ({ type: 'user', timestamp, message: { content: '[Request interrupted by user]' } })),
  json((timestamp) => ({ type: 'system', subtype: 'turn_duration', timestamp })),
  json((timestamp) => ({ type: 'queue-operation', operation: 'enqueue', content: 'And the pears.', timestamp })),
  reply('end_turn'), reply('tool_use'), reply(null),
  failed(() => ({ error: 'rate_limit', apiError: 'usage_limit_reached' })),
  failed((at) => ({ error: 'rate_limit', quotaLimits: { status: 'rejected', resetsAt: Math.floor(at / 1000) + 3600 } })),
  failed(() => ({ error: 'authentication_failed' })),
  failed(() => ({ error: 'overloaded' })),
  half(reply('end_turn')), plain(''), plain('\u0000\u0000'),
];

const event = (payload: (at: number) => object): Text => json((timestamp, at) => ({ timestamp, type: 'event_msg', payload: payload(at) }));
const codexRollout: readonly Text[] = [
  event(() => ({ type: 'task_started' })),
  event(() => ({ type: 'turn_aborted' })),
  event(() => ({ type: 'task_complete', error: null })),
  event(() => ({ type: 'task_complete', error: { message: 'Try again at 5:23 AM.', codex_error_info: 'usage_limit_exceeded' } })),
  event(() => ({ type: 'task_complete', error: { message: 'Try again later.', codex_error_info: 'usage_limit_exceeded' } })),
  event((at) => ({ type: 'token_count', rate_limits: { primary: { used_percent: 100, resets_at: at / 1000 + 3600 } } })),
  half(event(() => ({ type: 'task_started' }))), plain(''), plain('no rollout'),
];

const demoRow = (row: object): Text => json((at) => ({ at, ...row }));

/** What the files that each tool leaves may hold, by the names its adapter has for them. Rows as the real tools write them; halves and rubbish, too. */
export const records: Readonly<Record<string, Readonly<Record<string, readonly Text[]>>>> = {
  claude: {
    session: ['{"pid":7,"status":"busy"}', '{"pid":7,"status":"idle"}', '{"status":"waiting","waitingFor":"permission prompt"}', '{"status":"waiting"}', '{"status":"dreaming"}', '{"pid":7,"sta', 'null', ''].map(plain),
    record: claudeRecord,
    hooks,
  },
  codex: { rollout: codexRollout, hooks },
  gemini: { chat: [plain('')], worktree: [plain('')], repository: [plain('')] },
  opencode: {},
  demo: {
    session: [
      demoRow({ type: 'user', text: 'Build the cart.' }), demoRow({ type: 'assistant', text: 'Done.' }), demoRow({ type: 'turn-end', text: 'done' }),
      demoRow({ type: 'limit', text: 'Limited.' }), json((iso, at) => ({ at: iso, type: 'limit', text: 'Limited.', until: new Date(at + 3_600_000).toISOString() })),
      half(demoRow({ type: 'limit', text: 'Limited.' })), plain('\n\n{'),
    ],
  },
};
