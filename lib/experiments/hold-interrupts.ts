// Imported before all else by a process that trains: the libraries after it take a second or more to load, in which an
// interrupt, which reaches the whole process group, would end the process before it can be told what to do.
let interrupted = false;
process.on('SIGINT', () => (interrupted = true));

/** Whether an interrupt from the terminal or from Jupyter has reached this process. */
export const wasInterrupted = (): boolean => interrupted;
