import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeCsv } from '../lib/files/csv';
import { Random } from '../lib/math/random';

/*
 * Random data of your own, to see what the command line takes in time and memory for so many genes; nothing can be learnt here:
 *
 *   node --import tsx bench/own-data-files.ts FOLDER GENES [SERIES [TIMES [EDGES A GENE]]]
 */

const [folder, ...numbers] = process.argv.slice(2);
const [genes, series = 4, times = 10, edgesAGene = 20] = numbers.map(Number);
if (folder === undefined || !(genes > 0)) throw new Error('give a folder and how many genes');
mkdirSync(folder, { recursive: true });
const random = Random.fromSeed(1, 'own data files');
const names = Array.from({ length: genes }, (_, gene) => `G${gene}`);

for (let s = 1; s <= series; s++) {
  const header = ['gene', ...Array.from({ length: times }, (_, t) => `${t}`)];
  writeCsv(join(folder, `series${s}.csv`), header, walks());
}
writeCsv(join(folder, 'prior.csv'), ['regulator', 'target'], edges());

/** A gene's name and its random walk. */
function* walks(): Generator<(string | number)[]> {
  for (const name of names) {
    const start = random.uniform(0.2, 0.8);
    const levels = new Array<number>(times);
    for (let t = 0, level = start; t < times; t++, level += random.normal(0, 0.03))
      levels[t] = Number(level.toFixed(4));
    yield [name, ...levels];
  }
}

/** A tenth of the genes regulate; every gene has so many of them. */
function* edges(): Generator<string[]> {
  const regulators = Math.max(edgesAGene, Math.round(genes / 10));
  for (const name of names) {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(edgesAGene, genes)) chosen.add(random.below(Math.min(regulators, genes)));
    for (const regulator of chosen) yield [names[regulator], name];
  }
}
