/** A kernel found no more memory: there is an end to what it can address, and to what the machine gives. */
export class KernelMemoryError extends RangeError {
  override readonly name = 'KernelMemoryError';
  constructor(bytes: number, most: string, options?: ErrorOptions) {
    super(
      `the kernel's memory is full: ${(bytes / 2 ** 30).toFixed(1)} GiB asked of ${most}. Take fewer genes or hidden neurons.`,
      options,
    );
  }
}
