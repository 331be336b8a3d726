import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pythonIn } from '../../scripts/setup/venv.cjs';
import { PROJECT } from './pages';

const FOLDER = path.join(PROJECT, '.github', 'workflows');
const PYTHON = pythonIn(path.join(PROJECT, '.venv'));

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly 'runs-on'?: string;
  readonly needs?: string;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly name?: string;
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** With the YAML reader that comes with Jupyter. */
function read(yaml: string): Workflow {
  const script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))';
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', script], { input: yaml, encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Workflow;
}

const { scripts } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** What of a line of a script is not there: a command of package.json, a file, a part of the tests, a notebook. */
function missingIn(line: string): string[] {
  const [program, ...words] = line.trim().split(/\s+/);
  const isThere = (...parts: string[]): boolean => existsSync(path.join(PROJECT, ...parts));
  if (program === 'bash') return isThere(words[0]) ? [] : [words[0]];
  if (program !== 'npm') return [];
  const named = words[0] === 'run' ? words.slice(1).find((word) => !word.startsWith('-'))! : words[0];
  if (!(named in scripts)) return [`npm run ${named}`];
  const given = words.includes('--') ? words.slice(words.indexOf('--') + 1) : [];
  return given.filter((word) => {
    if (word.startsWith('-')) return false;
    return !(named === 'notebooks' ? isThere('notebooks', `${word}.ipynb`) : isThere(word));
  });
}

const missingOf = ({ jobs = {} }: Workflow): string[] =>
  Object.values(jobs)
    .flatMap(({ steps = [] }) => steps.flatMap(({ run = '' }) => run.split('\n')))
    .filter((line) => line.trim() !== '')
    .flatMap(missingIn);

for (const file of readdirSync(FOLDER)) {
  test(
    `the workflow ${file} can be read, and what it runs is there`,
    { skip: existsSync(PYTHON) ? false : 'the notebooks are not set up (npm run setup)' },
    () => {
      const workflow = read(readFileSync(path.join(FOLDER, file), 'utf8'));
      const jobs = Object.entries(workflow.jobs ?? {});
      assert.ok(workflow.name && jobs.length > 0);
      for (const [name, { needs, steps = [], ...job }] of jobs) {
        assert.ok(job['runs-on'], name);
        assert.ok(needs === undefined || workflow.jobs?.[needs], `${name} needs ${needs}`);
        assert.ok(steps.length > 0 && steps.every(({ run, uses }) => Boolean(run) !== Boolean(uses)), name);
        for (const { uses } of steps) if (uses) assert.match(uses, /^[\w-]+\/[\w-]+@v\d+$/);
      }
      assert.deepEqual(missingOf(workflow), []);
    },
  );
}

test(
  'what the book\u2019s workflow publishes is what `npm run book` writes',
  { skip: existsSync(PYTHON) ? false : 'the notebooks are not set up (npm run setup)' },
  () => {
    const { jobs } = read(readFileSync(path.join(FOLDER, 'book.yml'), 'utf8'));
    const steps = jobs!.build.steps!;
    const upload = steps.find(({ uses }) => uses?.startsWith('actions/upload-pages-artifact'));
    assert.equal(upload?.with?.path, 'docs/site');
    assert.match(
      readFileSync(path.join(PROJECT, 'scripts', 'book.mjs'), 'utf8'),
      /const site = inProject\('docs', 'site'\)/,
    );
    const built = steps.findIndex(({ run }) => run === 'npm run book');
    assert.ok(built >= 0 && built < steps.indexOf(upload!));
  },
);

test('a command, a file, tests and a notebook that are not there are seen', () => {
  for (const [line, missing] of [
    ['npm run boook', 'npm run boook'],
    ['bash .ci/runs', '.ci/runs'],
    ['npm test -- test/attic', 'test/attic'],
    ['npm run -s notebooks -- --check 99-none', '99-none'],
  ]) {
    assert.deepEqual(missingIn(line), [missing]);
  }
  assert.deepEqual(missingIn('npm run -s notebooks -- --check 00-start-here'), []);
});
