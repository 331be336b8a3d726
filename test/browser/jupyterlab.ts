import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Jupyter keeps what is a user's own, by the variables that move it. */
const FOLDERS = [
  'JUPYTER_CONFIG_DIR',
  'JUPYTER_DATA_DIR',
  'JUPYTER_RUNTIME_DIR',
  'JUPYTERLAB_SETTINGS_DIR',
  'JUPYTERLAB_WORKSPACES_DIR',
  'IPYTHONDIR',
];

/** A JupyterLab that listens on this machine alone. */
export interface JupyterLab {
  readonly pid: number;
  /** The page of a notebook, named by its path in the root folder. */
  address(notebook: string): string;
  /** Stops the server and its kernels. */
  stop(): Promise<void>;
}

/**
 * Starts JupyterLab with settings of its own (none of this user's, none kept), and waits until it answers.
 * @param python the virtual environment's Python
 * @param root the folder it serves
 * @param settings a folder for what it writes
 * @throws Error with its last words if it ends or does not answer within a minute
 */
export async function startJupyterLab(python: string, root: string, settings: string): Promise<JupyterLab> {
  const port = await freePort();
  const token = randomUUID();
  const folders = Object.fromEntries(FOLDERS.map((name) => [name, path.join(settings, name)]));
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  const news = path.join(folders.JUPYTERLAB_SETTINGS_DIR, '@jupyterlab', 'apputils-extension');
  await mkdir(news, { recursive: true });
  await writeFile(path.join(news, 'notification.jupyterlab-settings'), '{ "fetchNews": "false" }');
  const server = spawn(
    python,
    [
      ...['-m', 'jupyterlab', '--no-browser', '--allow-root'],
      ...['--ServerApp.ip=127.0.0.1', `--ServerApp.port=${port}`, '--ServerApp.port_retries=0'],
      `--ServerApp.root_dir=${root}`,
      '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
      // The test reads a notebook's outputs out of the page.
      '--LabApp.expose_app_in_browser=True',
    ],
    {
      env: { ...process.env, ...folders, JUPYTER_TOKEN: token },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let words = '';
  server.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-3000)));
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 60_000;
  while (!(await answers(`${url}/api/status?token=${token}`))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop(server);
      throw new Error(`JupyterLab does not answer on port ${port}. Its last words:\n${words}`);
    }
    await sleep(200);
  }
  return {
    pid: server.pid!,
    address: (notebook) => `${url}/lab/tree/${notebook}?reset&token=${token}`,
    stop: () => stop(server),
  };
}

/** Asks the server to end, which shuts its kernels down; after 10 s it is not asked any more. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const reminder = setTimeout(() => server.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(reminder);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
