import { locate, type Places } from '../downloads/locate';
import type { Dataset } from '../datasets/dataset';

/**
 * Whether the authors' large files that a data set can use are at hand, all of them; never asks the network.
 * @throws Error for a file that is there and damaged
 */
export async function authorsDataAtHand(
  { authorsData }: Pick<Dataset, 'authorsData'>,
  places: Places = {},
): Promise<boolean> {
  if (authorsData === undefined) return false;
  for (const name of authorsData.files) if ((await locate(name, places)) === null) return false;
  return true;
}

/** What runs on these data see, and how to ask for the other; null where there is no choice. */
export function authorsDataText({ name, authorsData }: Dataset, used: boolean): string | null {
  if (authorsData === undefined) return null;
  return used
    ? `${name}: ${authorsData.used}; { authorsData: false } takes ${authorsData.without}, which are other experiments`
    : `${name}: ${authorsData.without}`;
}
