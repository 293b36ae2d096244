import { asked, type Part } from '../part.ts';

/** Codex: with a model that it does not know, so that no list of models is asked for. */
export const codexPart: Part = {
  tool: 'codex',
  permissionMode: 'workspace-write on-request',
  asking: `FAKE:tool exec_command ${JSON.stringify({ cmd: asked, sandbox_permissions: 'require_escalated', justification: 'May I touch it?' })}`,
  files: ({ directory, model }) => ({
    '.codex/config.toml': `model = "fake-1"
model_provider = "local"
[analytics]
enabled = false
[tui]
screen_reader_detection_done = true
[model_providers.local]
name = "local"
base_url = "${model}/v1"
wire_api = "responses"
[projects.${JSON.stringify(directory)}]
trust_level = "trusted"
`,
  }),
  variables: ({ home }) => ({ CODEX_HOME: `${home}/.codex` }),
  sources: {
    working: ['title', 'transcript'],
    permission: ['screen'],
    done: ['title', 'transcript'],
  },
};
