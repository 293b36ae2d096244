import { asked, type Part } from '../part.ts';

/** OpenCode: with one model of one maker. The variables keep it from calling anybody but that model, and from installing packages. */
export const opencodePart: Part = {
  tool: 'opencode',
  permissionMode: 'ask',
  // Its dialogs are answered by a plugin of coders, which is there for those who have rules.
  permissions: [{ tool: 'Bash', match: 'touch *', answer: 'ask' }],
  asking: `FAKE:bash ${asked}`,
  files: ({ model }) => ({
    '.config/opencode/opencode.json': JSON.stringify({
      $schema: 'https://opencode.ai/config.json',
      model: 'local/fake-1',
      provider: { local: { npm: '@ai-sdk/openai-compatible', name: 'Local', options: { baseURL: `${model}/v1`, apiKey: 'opens-nothing' }, models: { 'fake-1': { name: 'Fake One' } } } },
    }),
  }),
  variables: ({ model }) => ({
    OPENCODE_DISABLE_MODELS_FETCH: 'true',
    OPENCODE_DISABLE_LSP_DOWNLOAD: 'true',
    npm_config_offline: 'true',
    npm_config_registry: `${model}/npm`,
  }),
  sources: {
    working: ['screen'],
    permission: ['screen'],
    done: ['screen'],
  },
};
