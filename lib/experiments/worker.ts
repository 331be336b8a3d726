import { runExperiment } from './run-experiment';
import type { FromWorker, ToWorker } from './worker-messages';

// The process that trains one experiment. It ends with its parent: when the channel closes there is no one to report to.
const abort = new AbortController();

const tell = (message: FromWorker): void => {
  if (process.connected) process.send?.(message);
};

process.on('message', (message: ToWorker) => {
  if (message.kind === 'abort') abort.abort();
  else void work(message);
});
process.on('disconnect', () => process.exit(1));
// An interrupt from the terminal or from Jupyter reaches the whole process group: stop after the epoch, checkpoint written.
process.on('SIGINT', () => abort.abort());

async function work({ experiment, checkpoint }: Extract<ToWorker, { kind: 'run' }>): Promise<void> {
  try {
    const finished = await runExperiment(experiment, {
      signal: abort.signal,
      onStudy: ({ source }) => tell({ kind: 'study', source }),
      onEpoch: (report) => tell({ kind: 'epoch', report }),
      ...(checkpoint !== null && { checkpoint: { file: checkpoint } }),
    });
    tell({ kind: 'finished', finished });
  } catch (error) {
    const { name, message } = error as Error;
    tell({ kind: 'failed', name, message });
  }
  process.disconnect?.();
}
