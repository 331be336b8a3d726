#!/usr/bin/env node
/**
 * Runs a script of the project with TensorFlow's settings, once everything is set up: `node scripts/run.mjs SCRIPT
 * [ARGUMENT...]`, the arguments as Node takes them. What package.json's commands are made of: a setting before a command
 * (NAME=value node ...) is nothing that a Windows shell knows.
 */
import { foreground } from './setup/command.mjs';
import { tensorflowSettings } from './setup/project.mjs';
import { setUp } from './setup.mjs';

await setUp({ quiet: true });
process.exit(await foreground(process.execPath, process.argv.slice(2), tensorflowSettings));
