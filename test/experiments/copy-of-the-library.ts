import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** The sources of the library in a folder of their own. */
export function copyOfTheLibrary(folder: string): void {
  const built = join(PROJECT, 'lib', 'dist');
  cpSync(join(PROJECT, 'lib'), join(folder, 'lib'), { recursive: true, filter: (path) => path !== built });
  symlinkSync(built, join(folder, 'lib', 'dist'));
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(PROJECT, file), join(folder, file));
  mkdirSync(join(folder, 'data'));
  cpSync(join(PROJECT, 'data', 'sources.json'), join(folder, 'data', 'sources.json'));
}
