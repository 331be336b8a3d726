import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadStudy } from '../../lib/studies/own/own-study';
import { denseOf } from '../../lib/math/matrix-rows';
import { EDGE_LIST_HEADER, writeEdgeList } from '../../lib/network/export-network';
import { createKernel } from '../../lib/kernels/create-kernel';
import { planFor } from '../../lib/training/plan-for';
import { train } from '../../lib/training/train';
import { someoneElsesStudy } from '../studies/own/someone-elses-study';
import { Network } from '../../lib/network/network';
import { temporaryFolder } from '../files/temporary-folder';

test('somebody else’s study: from the files to a learned network by name', async (t) => {
  const { expression, prior, genes } = someoneElsesStudy(t);
  const { study, report } = await loadStudy({ expression, prior, rename: (name) => name.toUpperCase() });
  assert.equal(report.prior?.kept, 40);
  const plan = planFor(study, { lambda1: 0.05, lambda2: 0.01 }, { epochs: 12 });
  const { last, history } = await train(study, plan, { seed: 1, kernel: createKernel() });
  assert.ok(history[11].validationLoss < history[0].validationLoss);
  assert.ok(history[11].sparsity > 0.7);

  const network = new Network(last.model, study.prior);
  const file = join(temporaryFolder(t), 'network.csv');
  const written = writeEdgeList(file, network.edges());
  const effects = denseOf(network.effects);
  assert.equal(written, effects.filter((effect) => effect !== 0).length);
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  assert.equal(header, EDGE_LIST_HEADER);
  assert.equal(lines.length, written);
  const names = genes.map((gene) => gene.toUpperCase());
  const given = new Set(
    readFileSync(prior, 'utf8')
      .split('\n')
      .map((line) => line.toUpperCase().split(',').slice(0, 2).join()),
  );
  for (const line of lines) {
    const [regulator, target, effect, , inPrior] = line.split(',');
    const index = names.indexOf(regulator) * names.length + names.indexOf(target);
    assert.equal(Math.fround(Number(effect)), effects[index], line);
    assert.equal(inPrior === 'true', given.has(`${regulator},${target}`), line);
  }
});
