import { bCell, erythroid, monocyte } from './bone-marrow';
import { brca11165, brca2000, brca500 } from './breast-cancer';
import type { Dataset } from './dataset';
import { own } from './own';
import { sim350, sim690 } from './simulated';

// To add a data set: a file beside this one, and its object here.
const ALL = [sim350, sim690, brca500, brca2000, brca11165, erythroid, monocyte, bCell, own] as const;

export type DatasetName = (typeof ALL)[number]['name'];

/** What an experiment can be run on: two simulated systems, breast cancer at three sizes, three bone marrow lineages, files of one's own. */
export const DATASETS: readonly Dataset<DatasetName>[] = ALL;

/** The data set of this name. @throws RangeError that lists the names there are */
export function datasetNamed(name: string): Dataset<DatasetName> {
  const found = DATASETS.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`dataset is one of ${DATASETS.map((one) => one.name).join(', ')}, not "${name}"`);
}
