/*
 * Where a virtual environment keeps its commands: the one place that knows. CommonJS, so that the set-up and the tests
 * both import it.
 */
const { join } = require('node:path');

/**
 * The folder of a virtual environment's commands.
 *
 * @param {string} environment
 * @param {NodeJS.Platform} [platform]
 */
const commandsIn = (environment, platform = process.platform) =>
  join(environment, platform === 'win32' ? 'Scripts' : 'bin');

/**
 * A virtual environment's Python.
 *
 * @param {string} environment
 * @param {NodeJS.Platform} [platform]
 */
const pythonIn = (environment, platform = process.platform) =>
  join(commandsIn(environment, platform), platform === 'win32' ? 'python.exe' : 'python');

module.exports = { commandsIn, pythonIn };
