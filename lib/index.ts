/** What the notebooks and users of the library call; each room's files hold the rest. */
export { Random } from './math/random';
export { matrixRows, rowsOf, type MatrixRows } from './math/matrix-rows';
export * from './math/sparse-matrix';
export type { Series, Study } from './studies/study';
export { pairsOf } from './studies/pairs';
export { corruptPrior } from './studies/corrupt-prior';
export { networkFromText } from './simulation/network-text';
export type { Edge, GeneNetwork } from './simulation/network';
export { loadSimulatedStudy } from './studies/published/simulated';
export { simulateStudy, type SimulateStudyOptions } from './studies/simulate-study';
export { loadBreastCancerStudy, type BreastCancerGenes } from './studies/published/breast-cancer';
export {
  loadBreastCancerReference,
  type BreastCancerReference,
} from './studies/published/breast-cancer-reference';
export { loadBoneMarrowStudy, LINEAGES, type Lineage } from './studies/published/bone-marrow';
export { testBatches, TRAINING_BATCH, VALIDATION_BATCH } from './studies/published/bone-marrow-batches';
export { evenlySpaced } from './studies/evenly-spaced';
export { loadMarrowReference, CELL_TYPES, type MarrowReference } from './studies/published/marrow-reference';
export { foldStudy } from './studies/fold-study';
export { loadStudy, type OwnStudy, type OwnStudyOptions } from './studies/own/own-study';
export type { DataFrameLike, TableSource } from './studies/own/table';
export { seriesFrame } from './studies/series-frame';
export { locate } from './downloads/locate';
export { writeExampleStudy, type ExampleFiles } from './studies/own/example';
export { reportMarkdown, type MatchReport } from './studies/own/report';
export { createKernel } from './kernels/create-kernel';
export { solve } from './ode/solve';
export * from './phoenix/parameters';
export { OdeSolve } from './phoenix/ode-solve';
export { phoenixField, jointOf } from './phoenix/tensor-field';
export { PhoenixField } from './phoenix/field';
export { Predictor } from './phoenix/predictor';
export { loadModel, Model, type ModelParts, type PredictionOptions, type StoredModel } from './phoenix/model';
export * from './pruning/schedule';
export * from './pruning/normalised-weights';
export * from './pruning/dash-scores';
export * from './pruning/layered-scores';
export * from './pruning/prune';
export { NetworkPruner, type NetworkPruning } from './pruning/prune-tfjs-network';
export * from './pruning/hard-concrete';
export * from './pruning/l0';
export * from './pruning/c-node';
export * from './pruning/path-reg';
export type { PenaltyPlan } from './pruning/penalty';
export type { TrainingPlan } from './training/plan';
export { chooseLambda, type ChooseLambdaOptions } from './training/choose-lambda';
export { paperPace, planFor, type PlanSettings } from './training/plan-for';
export { train, TrainingAborted, type Trained } from './training/train';
export { oneStandardErrorRule } from './training/one-standard-error';
export { trainPostHoc, POST_HOC_SPARSITIES, type PostHocGrid } from './training/post-hoc';
export { crossValidate, lambdaPairs, type LambdaGrid } from './training/cross-validation';
export type { EpochReport, TrainedModel } from './training/training-run';
export { influenceScores } from './pathways/influence';
export { estimateInfluence } from './pathways/influence-estimate';
export type { InfluenceOptions } from './pathways/perturbation';
export { readInfluence, writeInfluence, type InfluenceList } from './pathways/influence-file';
export { readGeneSets, type GeneSet } from './pathways/gene-sets';
export * from './pathways/collections';
export { universeOf, type SizeLimits, type TestedSet, type Universe } from './pathways/universe';
export * from './pathways/multiple-testing';
export * from './pathways/permutation-test';
export { byZ, writePathways } from './pathways/pathway-table';
export { confusion, type Confusion } from './evaluation/confusion';
export { expectedConfusion } from './evaluation/expected-confusion';
export * from './evaluation/evaluate-network';
export { scoreNetwork, type NetworkScore } from './evaluation/network-score';
export type { NetworkRegion } from './evaluation/region';
export { regulateAll } from './evaluation/baselines';
export * from './network/network';
export * from './network/export-network';
export { referenceAgreement, type ReferenceAgreement } from './evaluation/reference-agreement';
export * from './evaluation/prediction-yardsticks';
export { rankCorrelation } from './math/rank-correlation';
export { outDegrees } from './network/out-degree';
export { networkOverlap, type NetworkOverlap } from './evaluation/network-overlap';
export { coregulationSimilarity } from './network/coregulation-similarity';
export { predictionError } from './evaluation/prediction-error';
export { paperTable, PAPER_TABLES } from './reproduction/paper';
export * from './experiments/experiment';
export type { Dataset } from './datasets/dataset';
export { DATASETS, datasetNamed, type DatasetName } from './datasets/datasets';
export { openOwnData, type OpenedData, type OwnData, type OwnFiles } from './datasets/own-data';
export type { Strategy } from './strategies/strategy';
export { STRATEGIES, strategyLabel, strategyNamed, type StrategyName } from './strategies/strategies';
export type { Baselines, ExperimentResult, Measures, PathPoint } from './experiments/result';
export { runExperiment, type Finished } from './experiments/run-experiment';
export { crossValidateLambda } from './reproduction/cross-validate-lambda';
export { corruptionPoints, corruptionTable } from './reproduction/corruption';
export { gridOf, type Section } from './reproduction/grids';
export { lambdaTable, storedLambdaGrid } from './reproduction/lambda-table';
export { readResults, resultsOf, type StoredResult } from './experiments/result-store';
export { spreadOf } from './math/spread';
export { paperAgreement, type PaperAgreement } from './reproduction/paper-agreement';
export { strategyOrder, type OrderedPair } from './reproduction/strategy-order';
export { variationsOf, type Variation } from './reproduction/variations';
export { comparisonRows, comparisonTable, measuresOf, spreadText } from './reproduction/tables';
export { sectionNotes } from './reproduction/section-notes';
export {
  NAMED_PATHWAYS,
  recordOf,
  type RecordedPathway,
  type RecordedTest,
} from './experiments/pathway-record';
export { readPathways, type PathwayResult } from './experiments/pathway-store';
export * from './reproduction/pathway-tables';
export { yardstickRows } from './reproduction/yardstick-rows';
export { modelFile, saveFinished, saveModels } from './experiments/save-models';
export { loadStudyOf } from './experiments/load-study';
export {
  CLOCK_CHOICES,
  clockPlan,
  onClock,
  readClockTrials,
  tryClock,
  type ClockChoice,
  type ClockTrial,
} from './reproduction/tune-clock';
export { planOf } from './experiments/plan-of';
export { accuracySparsityFigure } from './figures/accuracy-sparsity';
export { barsOf, baselinesBarsFigure } from './figures/baselines-bars';
export { coregulationHeatMapFigure } from './figures/coregulation-heat-map';
export { corruptionCurveFigure } from './figures/corruption-curve';
export { errorYardsticksFigure, type ErrorPoint, type ErrorYardstick } from './figures/error-yardsticks';
export { geneNeighbourhoodFigure } from './figures/gene-neighbourhood';
export { influenceAgreementFigure } from './figures/influence-agreement';
export { effectsHeatMapFigure } from './figures/effects-heat-map';
export { learningCurvesFigure } from './figures/learning-curves';
export { lambdaGridFigure } from './figures/lambda-grid';
export { lineageTrajectoriesFigure, type LineageBatch } from './figures/lineage-trajectories';
export { networkGraphFigure } from './figures/network-graph';
export { networkOverviewFigure } from './figures/network-overview';
export { outDegreePathFigure, type OutDegreeRun } from './figures/out-degree-path';
export { pathwayStabilityFigure, type PathwayFinding } from './figures/pathway-stability';
export { pathwayPanel, pathwayTop20Figure, type PathwayPanel } from './figures/pathway-top20';
export { pseudotimeHeatMapFigure, pseudotimeMatrix } from './figures/pseudotime-heat-map';
export { sparsityPathFigure, type PrunedRun } from './figures/sparsity-path';
export { topRegulatorsFigure } from './figures/top-regulators';
export { trajectoriesFigure } from './figures/trajectories';
export { show, showTable, showMarkdown, liveDisplay } from './notebook/display';
export { trainLive } from './notebook/train-live';
export { trainStudyLive, type StudyRun } from './notebook/train-study-live';
export { withProgress } from './notebook/with-progress';
