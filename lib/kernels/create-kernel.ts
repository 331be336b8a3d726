import type { Kernel } from './kernel';
import { createTypedArrayKernel } from './typed-array-kernel';
import { createWebAssemblyKernel } from './webassembly-kernel';

/** Which kernel to take: `auto` is the SIMD one where it runs, its typed-array twin elsewhere. */
export type KernelChoice = 'auto' | Kernel['name'];

/** A fresh kernel with a memory of its own. */
export function createKernel(choice: KernelChoice = 'auto'): Kernel {
  switch (choice) {
    case 'webassembly-simd':
      return createWebAssemblyKernel();
    case 'typed-array-float32':
      return createTypedArrayKernel('float32');
    case 'typed-array-float64':
      return createTypedArrayKernel('float64');
    case 'auto':
      return simdRuns() ? createWebAssemblyKernel() : createTypedArrayKernel('float32');
  }
}

/** Whether this Node validates a module with a v128 constant: (func (result v128) v128.const 0). */
function simdRuns(): boolean {
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const types = [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b];
  const functions = [0x03, 0x02, 0x01, 0x00];
  const body = [0xfd, 0x0c, ...new Array<number>(16).fill(0), 0x0b];
  const code = [0x0a, body.length + 3, 0x01, body.length + 1, 0x00, ...body];
  return WebAssembly.validate(Uint8Array.from([...header, ...types, ...functions, ...code]));
}
