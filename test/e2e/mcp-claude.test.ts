import { claudeInstall } from '../rig/claude-install.ts';
import { claudePerson } from '../rig/claude-person.ts';
import { tellToolStory } from '../rig/tool-story.ts';

tellToolStory({
  tool: 'claude',
  name: 'Claude Code',
  installed: await claudeInstall(),
  permissionMode: 'manual',
  patience: 60_000,
  prefix: 'mcp__coders__',
  args: ['--settings', '{"permissions":{"allow":["Bash(ls)"]}}', '--mcp-config', '{"mcpServers":{"own":{"command":"cat"}}}'],
  person: (model, { repository }) => claudePerson({ model, trusts: [repository.path] }),
});
