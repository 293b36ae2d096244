import { inOrder, ruleWords, type PermissionRule } from '../../manifest/permission.ts';

/** How a payload is judged, as a function of the shell that calls `subject` and `decide`. */
const judge = 'judge() { subject; decide; }';

/**
 * The program that a tool's hooks run: `sh hook.sh EVENT`, the payload on standard input, as one line of JSON. It is
 * for any POSIX shell, starts no Node, and needs no runner: what is said is appended to `events` in its own folder, with
 * one write, so that lines of many hooks at once do not mix. A payload over 4 kB gets a file of its own, complete when
 * its name is in `events`.
 *
 * On PermissionRequest it answers by the team's rules. Where they say to ask, it leaves the request in `asks`, and reads
 * the answer from a pipe in `doors`: the pipe has a reader exactly as long as the question is open.
 */
export function hookScript(rules: readonly PermissionRule[], judging = judge): string {
  return `${beginning}
${policy(rules)}
${judging}
${rest}`;
}

const beginning = `# Written by coders for one launch of one agent; removed with a later one.
LC_ALL=C; export LC_ALL
umask 077
spool=\${0%/*}
event=$1
payload=$(cat)

keep() {
  if [ "\${#payload}" -le 4000 ]; then printf '%s %s\\n' "$1" "$payload" >> "$spool/events"; return; fi
  long=long-$$-$(date +%s)
  printf '%s' "$payload" > "$spool/.$long" && mv "$spool/.$long" "$spool/$long" && printf '%s @%s\\n' "$1" "$long" >> "$spool/events"
}

# The JSON text of one field of the tool's input, escapes and all, into $value; a quote within it has a backslash before it.
field() {
  value=
  case $input in *"\\"$1\\":\\""*) more=\${input#*"\\"$1\\":\\""};; *) return 1;; esac
  while :; do
    part=\${more%%'"'*}
    [ "$part" != "$more" ] || return 1
    more=\${more#*'"'}
    slashes=\${part##*[!\\\\]}
    value=$value$part
    [ $(( \${#slashes} % 2 )) -eq 1 ] || return 0
    value=$value'"'
  done
}

# What it is about into $subject: a command, a path or an address.
subject() {
  tool=\${payload#*'"tool_name":"'}
  tool=\${tool%%'"'*}
  input=\${payload#*'"tool_input":'}
  subject=
  for name in command file_path notebook_path path url query; do
    if field "$name"; then subject=$value; break; fi
  done
  while :; do
    case $subject in *'  '*) subject=\${subject%%'  '*}' '\${subject#*'  '};; *) return;; esac
  done
}
`;

const rest = `
say() { # permission request or tool use, allow or deny, and the reason as JSON text
  if [ "$event" = PreToolUse ]; then
    printf '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"%s","permissionDecisionReason":"%s"}}\\n' "$1" "$2"
  elif [ "$1" = allow ]; then
    printf '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}\\n'
  else
    printf '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"%s"}}}\\n' "$2"
  fi
}

ask() {
  door=$spool/doors/$$
  mkdir -p "$spool/asks" "$spool/doors"
  rm -f "$door"
  mkfifo "$door" || return 0
  exec 3<> "$door"
  timer=
  trap 'rm -f "$door" "$spool/asks/$$"; [ -z "$timer" ] || kill "$timer" 2>/dev/null' EXIT
  if [ -n "$seconds" ]; then
    ( trap 'kill "$nap" 2>/dev/null; exit' TERM; sleep "$seconds" & nap=$!; wait "$nap" && printf '%s\\n' "$then" 1<> "$door" ) < /dev/null > /dev/null 2>&1 3>&- &
    timer=$!
  fi
  printf '%s' "$payload" > "$spool/asks/.$$" && mv "$spool/asks/.$$" "$spool/asks/$$"
  read -r given <&3
  case $given in
    allow) keep PermissionAllowed; say allow;;
    deny*) keep PermissionDenied; reason=\${given#deny}; say deny "\${reason# }";;
  esac
}

# A person who answers in the window leaves the hook waiting: that the tool ran, or that the turn is over, says so.
release() {
  for request in "$spool"/asks/*; do
    [ -f "$request" ] || continue
    if [ "$1" = same ]; then
      asked=$(cat "$request"); asked=\${asked#*'"tool_name":'}; asked=\${asked%%',"permission_suggestions":'*}
      used=\${payload#*'"tool_name":'}; used=\${used%%',"tool_response":'*}
      case $asked in "$used"*) :;; *) continue;; esac
    fi
    door=$spool/doors/\${request##*/}
    [ ! -p "$door" ] || printf 'gone\\n' 1<> "$door"
    rm -f "$request" "$door"
  done
}

case $event in
  PreToolUse)
    judge
    if [ "$answer" = deny ]; then keep PermissionDenied; say deny "$reason"; fi;;
  PermissionRequest)
    judge
    # A question to a person is no permission: it is answered with a choice, on the screen.
    [ "$tool" != AskUserQuestion ] || answer=other
    case $answer in
      other) keep PermissionRequest;;
      allow) keep PermissionAllowed; say allow;;
      deny) keep PermissionDenied; say deny "$reason";;
      *) keep PermissionRequest; ask;;
    esac;;
  PostToolUse) keep "$event"; release same;;
  Stop|StopFailure|SessionStart|SessionEnd) keep "$event"; release all;;
  *) keep "$event";;
esac
exit 0
`;

/** The rules as a function of the shell: the first that holds sets the answer. */
function policy(rules: readonly PermissionRule[]): string {
  return ['decide() {', '  answer=ask seconds= then= reason=', ...inOrder(rules).map((rule) => `  ${holds(rule)} && { ${outcome(rule)}; return; }`), '  return 0', '}'].join('\n');
}

function holds({ tool, match, answer }: PermissionRule): string {
  const tests = [
    ...(tool === undefined ? [] : [`[ "$tool" = ${quoted(tool)} ]`]),
    ...(match === undefined ? [] : [matches(match, answer)]),
  ];
  // Before a tool is used, only what is named is denied: most needs no permission at all.
  return tests.length === 0 ? '[ "$event" = PermissionRequest ]' : tests.join(' && ');
}

/**
 * A command is denied wherever in a line it stands, and allowed only where nothing else stands in the line: what \`*\`
 * stands for could otherwise begin a second command.
 */
function matches(match: string, answer: PermissionRule['answer']): string {
  const whole = pattern(match);
  const command = answer === 'deny' ? `*${whole}|*${whole}[!A-Za-z0-9_-]*` : whole;
  const other = `case $subject in ${whole}|*/${whole}) :;; *) false;; esac`;
  const plain = answer === 'allow' && match.includes('*') ? ` && case $subject in *[\\;\\&\\|\\<\\>\\\`\\$]*|*'\\n'*|*'\\r'*) false;; esac` : '';
  return `{ if [ "$tool" = Bash ]; then case $subject in ${command}) :;; *) false;; esac${plain}; else ${other}; fi; }`;
}

/** The subject is JSON text, so what it is held against is, too. */
function pattern(match: string): string {
  return match.split('*').map((part) => (part === '' ? '' : quoted(json(part)))).join('*') || `''`;
}

function outcome(rule: PermissionRule): string {
  const { answer, patience } = rule;
  const words = [`answer=${answer}`];
  if (answer === 'ask' && patience !== undefined) words.push(`seconds=${Math.max(1, Math.ceil(patience.afterMs / 1000))}`, `then=${quoted(patience.then === 'allow' ? 'allow' : `deny ${json('Nobody answered in time, and the team\'s rules say no then.')}`)}`);
  if (answer === 'deny') words.push(`reason=${quoted(json(`The team's rules deny this: ${ruleWords(rule)}.`))}`);
  return words.join(' ');
}

/** As it stands within a JSON string. */
function json(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
