/** A set of the whole numbers 0 .. size - 1, one bit each. */
export class BitSet {
  private readonly words: Uint32Array;

  constructor(readonly size: number) {
    this.words = new Uint32Array(Math.ceil(size / 32));
  }

  has(member: number): boolean {
    // Not `member >>> 5`: that would wrap round at 2^32, and 65 536 genes have that many pairs.
    return ((this.words[Math.floor(member / 32)] >>> (member % 32)) & 1) === 1;
  }

  add(member: number): void {
    this.words[Math.floor(member / 32)] |= 1 << (member % 32);
  }
}
