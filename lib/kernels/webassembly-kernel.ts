import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kernel, KernelOperations, Offset } from './kernel';
import { KernelMemoryError } from './kernel-memory-error';

interface KernelExports extends KernelOperations {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
}

const PAGE = 65536;
/** WebAssembly addresses 32 bits: no kernel grows beyond this. */
const MOST_BYTES = 65536 * PAGE;

/**
 * The SIMD kernel, built from `assembly/` by the lib build.
 * @throws Error where the module was not built or this Node has no WebAssembly SIMD.
 */
export function createWebAssemblyKernel(): Kernel {
  const { memory, heapBase, ...operations } = instantiate();
  let nextByte = Math.ceil(heapBase() / 16) * 16;
  let floats = new Float32Array(memory.buffer);
  let ints = new Int32Array(memory.buffer);

  const allocate = (length: number): Offset => {
    const start = nextByte;
    const end = start + Math.ceil((length * 4) / 16) * 16;
    if (end > MOST_BYTES) {
      throw new KernelMemoryError(end, 'the 4 that it can address');
    }
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      // Half as much again each time: growing copies nothing, but replaces the views.
      const wanted = Math.ceil(Math.max(missing, memory.buffer.byteLength / 2) / PAGE);
      const most = MOST_BYTES / PAGE - memory.buffer.byteLength / PAGE;
      const needed = Math.ceil(missing / PAGE);
      try {
        memory.grow(Math.max(needed, Math.min(wanted, most)));
      } catch {
        growBy(memory, needed, end);
      }
      floats = new Float32Array(memory.buffer);
      ints = new Int32Array(memory.buffer);
    }
    nextByte = end;
    return start / 4;
  };

  return {
    name: 'webassembly-simd',
    ...(operations as KernelOperations),
    get floats() {
      return floats;
    },
    get ints() {
      return ints;
    },
    allocateFloats: allocate,
    allocateInts: allocate,
    tidy(work) {
      const before = nextByte;
      try {
        return work();
      } finally {
        floats.fill(0, before / 4, nextByte / 4);
        nextByte = before;
      }
    },
  };
}

/** Grows by what is needed and no more, where the machine has no room for the usual. */
function growBy(memory: WebAssembly.Memory, pages: number, end: number): void {
  try {
    memory.grow(pages);
  } catch (cause) {
    throw new KernelMemoryError(end, 'what the machine gives', { cause });
  }
}

let compiled: WebAssembly.Module | null = null;

function instantiate(): KernelExports {
  compiled ??= new WebAssembly.Module(readFileSync(modulePath()));
  return new WebAssembly.Instance(compiled, { env: { abort } }).exports as unknown as KernelExports;
}

function abort(): never {
  throw new Error('the WebAssembly kernel aborted');
}

/** The built module lies in lib/dist/kernels, whether this file runs compiled from there or as TypeScript from lib. */
function modulePath(): string {
  const candidates = [
    join(__dirname, 'kernel.wasm'),
    join(dirname(__dirname), 'dist', 'kernels', 'kernel.wasm'),
  ];
  const found = candidates.find(existsSync);
  if (found === undefined) {
    throw new Error(
      `the WebAssembly kernel is not built (${candidates[0]} is missing): run \`npm run setup\``,
    );
  }
  return found;
}
