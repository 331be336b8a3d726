/**
 * A finished figure: a Vega-Lite 5 specification with its data inside, kept to what Vega-Lite 5.6 knows (the version
 * that JupyterLab 4 carries). Plain JSON. The type is wide on purpose: the specifications are checked against
 * Vega-Lite's own types where they are written, and a notebook is spared compiling those types at every start.
 */
export interface Figure {
  readonly $schema: string;
  readonly [property: string]: unknown;
}
