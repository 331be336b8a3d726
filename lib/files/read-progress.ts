import { performance } from 'node:perf_hooks';

/** Told in words, now and then, how far a long file has been read. */
export type OnReading = (text: string) => void;

/** Milliseconds before the first word, and between two. */
const FIRST = 3000;
const EVERY = 2000;

/**
 * Who tells of a file that is read piece by piece: nothing of one that is read at once.
 * @returns to be told after every piece how many bytes have been read, of how many
 */
export function readProgress(file: string, tell: OnReading): (read: number, of: number) => void {
  let due = performance.now() + FIRST;
  return (read, of) => {
    if (performance.now() < due) return;
    due = performance.now() + EVERY;
    tell(`reading ${file}: ${Math.floor((100 * read) / of)} % of ${Math.ceil(of / 1e6)} MB`);
  };
}
