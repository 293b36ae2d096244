import { describe, expect, it } from 'vitest';
import { fillTemplate, templateParams } from '../../src/cli/template-text.ts';

const template = `# A team.
params:
  repo: {description: Where., default: .}
  brief: {description: What.}

# What it is called.
team: pair
repo: \${repo} # here
brief: |-
  Do: \${brief}
home: $\${HOME} and \${HOME}
`;

describe('a template', () => {
  it('names what it asks for', () => {
    expect(templateParams(template)).toEqual([{ name: 'repo', description: 'Where.', default: '.' }, { name: 'brief', description: 'What.' }]);
  });

  it('is filled in with its comments, without its params, and leaves variables alone', () => {
    expect(fillTemplate(template, new Map([['repo', '../shop'], ['brief', 'one\ntwo']]))).toBe(`# A team.
# What it is called.
team: pair
repo: ../shop # here
brief: |-
  Do: one
  two
home: $\${HOME} and \${HOME}
`);
  });

  it.each(['a: b', 'x # y', '- z', '"', 'yes: no\nmore', '12'])('keeps the value %j one text', (value) => {
    const filled = fillTemplate(template, new Map([['repo', value], ['brief', '']]));
    expect(filled).toContain(`repo: ${JSON.stringify(value).replace('"12"', '12')} # here`);
  });
});
