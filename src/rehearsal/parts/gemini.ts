import { asked, type Part } from '../part.ts';

/** Gemini CLI: logged in with a key that opens nothing. What is switched off keeps it from calling anybody but the model. */
export const geminiPart: Part = {
  tool: 'gemini',
  permissionMode: 'default',
  asking: `FAKE:bash ${asked}`,
  files: ({ directory }) => ({
    '.gemini/settings.json': JSON.stringify({
      security: { auth: { selectedType: 'gemini-api-key' } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    }),
    '.gemini/trustedFolders.json': JSON.stringify({ [directory]: 'TRUST_FOLDER' }),
  }),
  variables: ({ model }) => ({ GEMINI_API_KEY: 'a-key-that-opens-nothing', GOOGLE_GEMINI_BASE_URL: model, COLORTERM: 'truecolor' }),
  sources: {
    working: ['title'],
    permission: ['screen'],
    done: ['title'],
  },
};
