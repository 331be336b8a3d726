#!/usr/bin/env node
/**
 * `npm test`: sets up, then checks types, lints, checks the formatting and runs the tests.
 *
 * Arguments are paths of test files or folders: `npm test -- test/ode` runs only these, without the other checks.
 */
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { foreground } from './setup/command.mjs';
import { inProject, tensorflowSettings } from './setup/project.mjs';
import { setUp } from './setup.mjs';

/**
 * The test files in a folder and below it; a file stands for itself.
 *
 * @param {string} path
 * @returns {string[]}
 */
function testFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => {
      const inner = join(path, name);
      return statSync(inner).isDirectory() || name.endsWith('.test.ts') ? testFiles(inner) : [];
    });
}

/**
 * @param {string} title
 *
 * @param {string} script inside node_modules
 * @param {...string} args
 */
async function check(title, script, ...args) {
  const start = performance.now();
  process.stderr.write(`${title} ...\n`);
  const code = await foreground(process.execPath, [inProject('node_modules', script), ...args]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stderr.write(`${title}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
  return code === 0 ? [] : [title];
}

const asked = process.argv.slice(2);
await setUp();

const failed =
  asked.length > 0
    ? []
    : [
        ...(await check('types', 'typescript/bin/tsc', '-p', 'tsconfig.json')),
        ...(await check('lint', 'eslint/bin/eslint.js', '--max-warnings=0', '.')),
        ...(await check('formatting', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')),
      ];

const files = (asked.length > 0 ? asked : [inProject('test')]).flatMap(testFiles);
const code = await foreground(
  process.execPath,
  [
    ...['--import', 'tsx', '--test', '--test-reporter=spec', '--test-reporter-destination=stdout'],
    `--test-concurrency=${availableParallelism()}`,
    ...files,
  ],
  { ...tensorflowSettings, NODE_NO_WARNINGS: '1' },
);
if (failed.length > 0) process.stderr.write(`failed besides the tests above: ${failed.join(', ')}\n`);
process.exit(failed.length > 0 ? 1 : code);
