/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna 2018), seeded through SplitMix32.
 *
 * A generator is always handed in as an argument; nothing in this project draws from a global one.
 * Independent parts of one experiment take independent streams of its seed by name, so that adding a
 * draw in one part (say, the noise) leaves every other part (say, the initial weights) as it was.
 */
export class Random {
  private constructor(private readonly words: Uint32Array) {}

  /** A generator for `seed` (a non-negative integer below 2^53); `stream` names an independent stream of it. */
  static fromSeed(seed: number, stream = ''): Random {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`a seed is a non-negative whole number, not ${seed}`);
    }
    // The high word is mixed first: 2^32 + 1 must not give the stream of 0.
    let state = (seed ^ mix32(Math.floor(seed / 4294967296)) ^ hash32(stream)) >>> 0;
    const words = new Uint32Array(4);
    for (let i = 0; i < 4; i++) {
      state = (state + 0x9e3779b9) >>> 0;
      words[i] = mix32(state);
    }
    if (words.every((word) => word === 0)) words[0] = 1; // the all-zero state is xoshiro's only fixed point
    return new Random(words);
  }

  /** The generator at a state that `state()` gave earlier. */
  static fromState(state: readonly number[]): Random {
    if (state.length !== 4) throw new RangeError(`a random state has 4 words, not ${state.length}`);
    return new Random(Uint32Array.from(state));
  }

  /** The four state words, for a checkpoint. */
  state(): number[] {
    return Array.from(this.words);
  }

  /** 32 random bits, as an unsigned integer. */
  bits(): number {
    const s = this.words;
    const result = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** U[low, high), with 53 random bits. */
  uniform(low = 0, high = 1): number {
    const unit = ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
    return low + (high - low) * unit;
  }

  /** A whole number, uniform on 0 .. count - 1, without modulo bias. */
  below(count: number): number {
    const limit = 4294967296 - (4294967296 % count);
    for (;;) {
      const value = this.bits();
      if (value < limit) return value % count;
    }
  }

  /** N(mean, sd^2), by the polar method of Marsaglia (the second deviate is dropped: no hidden state). */
  normal(mean = 0, sd = 1): number {
    for (;;) {
      const x = this.uniform(-1, 1);
      const y = this.uniform(-1, 1);
      const square = x * x + y * y;
      if (square > 0 && square < 1) return mean + sd * x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** Gamma(shape, 1) for shape >= 1, by Marsaglia and Tsang (2000). */
  gamma(shape: number): number {
    if (!(shape >= 1)) throw new RangeError(`gamma() takes a shape of 1 or more, not ${shape}`);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      const v = root * root * root;
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Beta(a, b) for a, b >= 1. */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }

  /** The numbers 0 .. count - 1 in random order (Fisher-Yates). */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The finaliser of MurmurHash3, the mixing step of SplitMix32. */
function mix32(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units: turns a stream's name into 32 bits. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix32(hash >>> 0);
}
