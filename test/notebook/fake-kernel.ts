import path from 'node:path';

/** A display message as tslab sends it. */
export interface Message {
  data: Record<string, unknown>;
  metadata: Record<string, object>;
  transient: { display_id: string };
  update: boolean;
}

/** Puts two copies of tslab's module where the kernel has them: one that is not in use, and one that records. */
export function fakeKernel(): { messages: Message[]; remove: () => void } {
  const messages: Message[] = [];
  const place = (folder: string): string => path.join(path.sep, folder, 'tslab', 'dist', 'jupyter.js');
  const load = (folder: string, write: unknown): void => {
    require.cache[place(folder)] = { exports: { lastWriteDisplayData: write } } as NodeModule;
  };
  load('beside', null);
  load('kernel', (message: Omit<Message, 'update'>, update: boolean) =>
    messages.push({ ...message, update }),
  );
  return {
    messages,
    remove: () => ['beside', 'kernel'].forEach((folder) => delete require.cache[place(folder)]),
  };
}
