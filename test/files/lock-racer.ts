import { giveLock, takeLock } from '../../lib/files/lock';

// A process that tries for a lock whenever it is told of one, and holds it until the next.
let held: string | null = null;
process.on('message', (file: string) => {
  if (held !== null) giveLock(held);
  const holder = takeLock(file);
  held = holder === null ? file : null;
  process.send?.(holder === null ? process.pid : holder.process);
});
