import { STRATEGIES } from './strategies';

/** Letters and digits alone, as people leave out hyphens and capitals. */
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The strategy that somebody may have meant who wrote this label, which names none: one of its letters swapped with the next, left out or
 * twice there, or in a long name another one; or its title, or without its hyphen. Null for names, and for labels that are like none.
 */
export function strategyMeant(label: string): string | null {
  if (STRATEGIES.some(({ name }) => name === label)) return null;
  const meant = STRATEGIES.find(({ name, label: title }) =>
    [name, title].some((known) => isNearly(bare(label), bare(known))),
  );
  return meant?.name ?? null;
}

/** Short names are near to many words: there only letters of their own count, after the first. */
function isNearly(word: string, known: string): boolean {
  if (word === known) return true;
  if (Math.abs(word.length - known.length) > 1) return false;
  const start = [...known].findIndex((letter, k) => letter !== word[k]);
  const at = start < 0 ? known.length : start;
  const [rest, restKnown] = [word.slice(at), known.slice(at)];
  if (rest.length === restKnown.length) {
    const swapped =
      rest[0] === restKnown[1] && rest[1] === restKnown[0] && rest.slice(2) === restKnown.slice(2);
    return swapped || (known.length >= 5 && rest.slice(1) === restKnown.slice(1));
  }
  if (known.length < 4) return false;
  if (rest.length < restKnown.length) return at > 0 && rest === restKnown.slice(1);
  // A letter more: of a short name one that is twice there.
  return rest.slice(1) === restKnown && (known.length >= 5 ? at < known.length : rest[0] === word[at - 1]);
}
