/** The WebAssembly twin of the kernel; `../kernel.ts` says what each operation does. */
export { heapBase } from './memory';
export * from './dense-products';
export * from './sparse-products';
export * from './runge-kutta';
export * from './exponential';
export * from './phoenix';
export * from './training';
export * from './prior-moments';
