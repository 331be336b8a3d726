/** What the notebooks and users of the library call, room by room; each file holds the rest. */

// Numbers
export { type MatrixRows, rowsOf } from './math/matrix-rows';
export { meanAndSd } from './math/mean-and-sd';
export { Random } from './math/random';
export { rankCorrelation } from './math/rank-correlation';
export { entriesOf, fromDense, fromEntries, type SparseMatrix } from './math/sparse-matrix';

// Where the inner loops run
export { createKernel } from './kernels/create-kernel';

// Simulated networks
export { networkFromText } from './simulation/network-text';

// Published files
export { locate } from './downloads/locate';

// Studies: from files to series, prior and truth
export { corruptPrior } from './studies/corrupt-prior';
export { writeExampleStudy } from './studies/own/example';
export { loadStudy } from './studies/own/own-study';
export { reportMarkdown } from './studies/own/report';
export { pairsOf } from './studies/pairs';
export { loadBoneMarrowStudy } from './studies/published/bone-marrow';
export { type Lineage, LINEAGES, marrowBatches } from './studies/published/bone-marrow-batches';
export { loadBreastCancerStudy } from './studies/published/breast-cancer';
export { loadBreastCancerReference } from './studies/published/breast-cancer-reference';
export { loadMarrowReference } from './studies/published/marrow-reference';
export { loadSimulatedStudy } from './studies/published/simulated';
export { seriesFrame } from './studies/series-frame';
export { simulateStudy } from './studies/simulate-study';
export type { Series, Study } from './studies/study';

// PHOENIX, the model
export { loadModel, Model } from './phoenix/model';
export { OdeSolve } from './phoenix/ode-solve';
export { initialParameters, viewsOf } from './phoenix/parameters';

// Pruning: DASH and its parts
export { dashScores, initialScores } from './pruning/dash-scores';
export { normalisedWeights } from './pruning/normalised-weights';
export type { Lambdas } from './pruning/prior-knowledge';
export { fullMask, maskSparsity, prune } from './pruning/prune';
export { NetworkPruner } from './pruning/prune-tfjs-network';

// Pathways
export { loadCollection } from './pathways/collections';
export { influenceScores } from './pathways/influence';
export { estimateInfluence } from './pathways/influence-estimate';
export { sortedByZ } from './pathways/pathway-table';
export { isFound, PATHWAY_RULES, testPathways } from './pathways/permutation-test';
export { universeOf } from './pathways/universe';

// The network that a model holds
export { coregulationKept } from './network/coregulation-similarity';
export { writeEdgeList, writeGraphMl } from './network/export-network';
export { Network } from './network/network';
export { outDegrees } from './network/out-degree';

// Measures
export { regulateAll } from './evaluation/baselines';
export { confusion } from './evaluation/confusion';
export { evaluateNetwork } from './evaluation/evaluate-network';
export { intervalSteps } from './evaluation/interval-steps';
export { networkAudit } from './evaluation/network-audit';
export { networkOverlap } from './evaluation/network-overlap';
export { scoreNetwork } from './evaluation/network-score';
export { networkTable } from './evaluation/network-table';
export { ar1Error, persistenceError } from './evaluation/prediction-baselines';
export { predictionError } from './evaluation/prediction-error';
export { predictionTable } from './evaluation/prediction-table';
export { referenceAgreement } from './evaluation/reference-agreement';
export { smoothnessOf } from './evaluation/smoothness';
export { yardsticks } from './evaluation/yardsticks';

// Evidence: data and prior weighed against each other
export { edgeTable } from './evidence/edge-table';
export { evidenceOf } from './evidence/evidence';
export { weighedEdges } from './evidence/weighed-edges';

// Training
export { chooseLambda } from './training/choose-lambda';
export { lambdaPairs } from './training/cross-validation';
export { paperPace, planFor } from './training/plan-for';
export { train } from './training/train';
export type { TrainedModel } from './training/training-run';

// Strategies
export { strategyLabel, type StrategyName } from './strategies/strategies';

// Experiments
export { completeExperiment, experimentName } from './experiments/experiment';
export { loadStudyOf } from './experiments/load-study';
export { NAMED_PATHWAYS } from './experiments/pathway-record';
export { readPathways } from './experiments/pathway-store';
export { planOf } from './experiments/plan-of';
export { readResults, resultsOf, type StoredResult } from './experiments/result-store';
export { type Finished, runExperiment } from './experiments/run-experiment';
export { saveFinished } from './experiments/save-models';

// The paper's tables, and ours beside them
export { audits } from './reproduction/tables/audits';
export { batchComparison, batchTable } from './reproduction/tables/batch-comparison';
export { clockTable, clockTrialsOf } from './reproduction/tables/clock-table';
export { corruptionPoints, corruptionTable } from './reproduction/tables/corruption';
export { evidencePoints, evidenceTable } from './reproduction/tables/evidence-curve';
export { gridOf, type TableSection } from './reproduction/grids/grids';
export { lambdaTable, storedLambdaGrid } from './reproduction/tables/lambda-table';
export { outDegreeTable } from './reproduction/tables/out-degree-table';
export { PAPER_TABLES, paperTable } from './reproduction/paper/paper';
export { pairedDifferences } from './reproduction/tables/paired-differences';
export {
  amongRegulatorsTable,
  foundTable,
  namedTable,
  pathwayText,
  recurrenceTable,
  rulesTable,
  shortTitle,
  StoredPathways,
} from './reproduction/tables/pathway-tables';
export { pruningPaths } from './reproduction/tables/pruning-paths';
export { gapTable, timeScaleTable } from './reproduction/tables/real-data-tables';
export { storedPanels } from './reproduction/tables/stored-panels';
export { comparisonTable } from './reproduction/tables/tables';
export { tryClock } from './reproduction/grids/tune-clock';

// Figures
export { accuracySparsityFigure } from './figures/accuracy-sparsity';
export { baselineBars, baselinesBarsFigure } from './figures/baselines-bars';
export { batchErrorsFigure } from './figures/batch-errors';
export { coregulationHeatMapFigure } from './figures/coregulation-heat-map';
export { corruptionCurveFigure } from './figures/corruption-curve';
export { effectsHeatMapFigure } from './figures/effects-heat-map';
export { evidenceCurveFigure } from './figures/evidence-curve';
export { errorBaselinesFigure } from './figures/error-baselines';
export { geneNeighbourhoodFigure } from './figures/gene-neighbourhood';
export { influenceAgreementFigure } from './figures/influence-agreement';
export { lambdaGridFigure } from './figures/lambda-grid';
export { learningCurvesFigure } from './figures/learning-curves';
export { lineageTrajectoriesFigure } from './figures/lineage-trajectories';
export { networkGraphFigure } from './figures/network-graph';
export { networkOverviewFigure } from './figures/network-overview';
export { outDegreePathFigure } from './figures/out-degree-path';
export { pairedDifferencesFigure } from './figures/paired-differences';
export { pathwayStabilityFigure } from './figures/pathway-stability';
export { pathwayPanel, pathwayTop20Figure } from './figures/pathway-top20';
export { probabilityCutFigure } from './figures/probability-cut';
export { pseudotimeHeatMapFigure, pseudotimeMatrix } from './figures/pseudotime-heat-map';
export { reliabilityFigure } from './figures/reliability';
export { sparsityPathFigure } from './figures/sparsity-path';
export { topRegulatorsFigure } from './figures/top-regulators';
export { trajectoriesFigure } from './figures/trajectories';

// In a notebook
export { show, showMarkdown, showTable } from './notebook/display';
export { numberText } from './notebook/number-text';
export { trainLive } from './notebook/train-live';
export { trainStudyLive } from './notebook/train-study-live';
export { withProgress } from './notebook/with-progress';
