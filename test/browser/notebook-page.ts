import type { Browser, Locator, Page } from 'playwright-core';

/** One output of a cell, as the notebook format has it. */
export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | string[];
  readonly data?: Record<string, unknown>;
}

/** A cell as the notebook's model has it; a text cell has no outputs. */
export interface Cell {
  readonly type: string;
  readonly source: string;
  readonly outputs: readonly Output[];
}

interface CellModel {
  type: string;
  outputs: { toJSON(): Output[] };
  sharedModel: { getSource(): string; setSource(source: string): void };
}

/** What JupyterLab offers to scripts of the page when it is started with `expose_app_in_browser`. */
interface ExposedApp {
  shell: {
    currentWidget: {
      content: { widgets: { model: CellModel }[]; activeCellIndex: number };
      sessionContext: { ready: Promise<void>; session: { kernel: { info: Promise<unknown> } } };
    };
  };
}
type ExposedWindow = Window & { jupyterapp: ExposedApp };

/** A notebook open in JupyterLab, used as a reader uses it. */
export class NotebookPage {
  /** Errors that no script of the page caught. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  /** Opens the notebook at this address and waits until its kernel is ready. */
  static async open(browser: Browser, address: string): Promise<NotebookPage> {
    const notebook = new NotebookPage(await browser.newPage({ viewport: { width: 1280, height: 1400 } }));
    await notebook.page.goto(address);
    await notebook.page.locator('.jp-Notebook .jp-Cell').first().waitFor({ timeout: 60_000 });
    // What is run before the kernel has answered is dropped without a word; the indicator says "idle" even then.
    await notebook.page.evaluate(async () => {
      const { sessionContext } = (window as unknown as ExposedWindow).jupyterapp.shell.currentWidget;
      await sessionContext.ready;
      await sessionContext.session.kernel.info;
    });
    await notebook.idle(60_000);
    return notebook;
  }

  /** Takes an entry of a menu: `menu('Run', 'Run All Cells')`. */
  async menu(name: string, entry: string): Promise<void> {
    const menuBar = this.page.locator('#jp-MainMenu');
    await menuBar.getByRole('menuitem', { name, exact: true }).click();
    await this.page.locator('.lm-Menu').getByRole('menuitem', { name: entry }).first().click();
  }

  /** Runs one cell with the keyboard. */
  async runCell(index: number): Promise<void> {
    await this.cell(index).locator('.jp-InputArea-editor').click();
    await this.page.keyboard.press('Control+Enter');
  }

  /** Waits until the kernel has nothing to do. */
  async idle(timeout: number): Promise<void> {
    const indicator = this.page.locator('.jp-NotebookPanel .jp-Notebook-ExecutionIndicator');
    await indicator.and(this.page.locator('[data-status="idle"]')).waitFor({ timeout });
  }

  cell(index: number): Locator {
    return this.page.locator('.jp-Notebook .jp-Cell').nth(index);
  }

  /** Where a cell's figures are drawn. */
  figures(index: number): Locator {
    return this.cell(index).locator('.jp-OutputArea-output .vega-embed canvas');
  }

  /** The cell that JupyterLab acts on. */
  activeCell(): Promise<number> {
    return this.page.evaluate(
      () => (window as unknown as ExposedWindow).jupyterapp.shell.currentWidget.content.activeCellIndex,
    );
  }

  /** All cells in the notebook's model. */
  cells(): Promise<Cell[]> {
    return this.page.evaluate(() => {
      const { widgets } = (window as unknown as ExposedWindow).jupyterapp.shell.currentWidget.content;
      return widgets.map(({ model }) => ({
        type: model.type,
        source: model.sharedModel.getSource(),
        outputs: model.type === 'code' ? model.outputs.toJSON() : [],
      }));
    });
  }

  /** A cell's outputs in the notebook's model: what would be saved. */
  outputs(index: number): Promise<Output[]> {
    return this.page.evaluate((k) => {
      return (window as unknown as ExposedWindow).jupyterapp.shell.currentWidget.content.widgets[
        k
      ].model.outputs.toJSON();
    }, index);
  }

  /** The words beside a cell's only display. */
  async displayText(index: number): Promise<string> {
    const [display] = (await this.outputs(index)).filter(({ output_type }) => output_type === 'display_data');
    return display === undefined ? '' : [display.data?.['text/plain']].flat().join('');
  }

  /** The pixels of a cell's first figure. */
  pixels(index: number): Promise<string> {
    return this.figures(index)
      .first()
      .evaluate((figure) => (figure as HTMLCanvasElement).toDataURL());
  }
}
