#!/usr/bin/env node
/** Compiles lib/kernels/assembly to lib/dist/kernels/kernel.wasm: `npm run build:kernel`. */
import { buildKernel } from './setup/library.mjs';
import { explain } from './setup/steps.mjs';

try {
  await buildKernel('kernel-build');
} catch (error) {
  explain(error);
  process.exit(1);
}
