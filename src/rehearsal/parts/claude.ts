import { asked, type Part } from '../part.ts';

/** Claude Code: onboarded, and trusting the directory. What is switched off keeps it from calling anybody but the model. */
export const claudePart: Part = {
  tool: 'claude',
  permissionMode: 'manual',
  asking: `FAKE:bash ${asked}`,
  files: ({ directory }) => ({
    '.claude/.claude.json': JSON.stringify({ hasCompletedOnboarding: true, numStartups: 20, projects: { [directory]: { hasTrustDialogAccepted: true } } }),
  }),
  variables: ({ home, model }) => ({
    CLAUDE_CONFIG_DIR: `${home}/.claude`,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_DISABLE_OFFICIAL_MARKETPLACE_AUTOINSTALL: '1',
    ANTHROPIC_BASE_URL: model,
    ANTHROPIC_AUTH_TOKEN: 'a-key-that-opens-nothing',
  }),
  sources: {
    working: ['session-file', 'hook', 'transcript'],
    permission: ['screen', 'session-file', 'hook'],
    done: ['session-file', 'hook', 'transcript'],
  },
};
