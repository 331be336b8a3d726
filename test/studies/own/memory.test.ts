import assert from 'node:assert/strict';
import { totalmem } from 'node:os';
import { describe, it } from 'node:test';
import { checkMemory, memoryLimit, trainingBytes } from '../../../lib/studies/own/own-study';
import { gigabytes } from '../../../lib/studies/own/report';
import { suggestedHidden } from '../../../lib/studies/own/series';

describe('memory for a study', () => {
  it('suggests about the hidden neurons that the paper took', () => {
    const paper: [genes: number, hidden: number][] = [
      [350, 40],
      [529, 50],
      [11165, 300],
    ];
    for (const [genes, hidden] of paper) {
      assert.ok(Math.abs(suggestedHidden(genes) / hidden - 1) < 0.03, `${genes}: ${suggestedHidden(genes)}`);
    }
    assert.equal(suggestedHidden(8), 8);
  });

  it('says both numbers and how many genes there is room for', () => {
    const limit = 2e9;
    assert.equal(checkMemory('a.csv', 350, 40, 100, limit), trainingBytes(350, 40, 100));
    let message = '';
    try {
      checkMemory('a.csv', 30000, suggestedHidden(30000), 100, limit);
    } catch (error) {
      message = (error as Error).message;
    }
    assert.match(
      message,
      /^a.csv: 30000 genes with 529 hidden neurons a branch take about \d+\.\d GB to train, and 2.0 GB/,
    );
    const room = Number(/room for about (\d+) genes/.exec(message)?.[1]);
    assert.ok(trainingBytes(room, suggestedHidden(room), 100) <= limit, 'what is said to fit fits');
    assert.ok(trainingBytes(room + 50, suggestedHidden(room + 50), 100) > limit, 'and little more would');
  });

  it('offers fewer hidden neurons where too many were asked for, and knows the kernel’s limit', () => {
    assert.throws(
      () => checkMemory('a.csv', 2000, 2000, 10, 1e9),
      /or ask for fewer hidden neurons \(110 would do\)/,
    );
    assert.throws(
      () => checkMemory('a.csv', 100000, 1000, 10, 1e15),
      /more than the 4 GB that its kernel can address. There is room for/,
    );
  });

  it('takes what the machine or its container has', () => {
    assert.ok(memoryLimit() > 1e8 && memoryLimit() <= totalmem());
    assert.equal(gigabytes(20.4e6), '20 MB');
    assert.equal(gigabytes(1.26e9), '1.3 GB');
  });
});
