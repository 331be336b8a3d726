import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strategyMeant } from '../../lib/strategies/misspelt';
import { STRATEGIES } from '../../lib/strategies/strategies';

test('a slip of the keys is told from a label of one’s own', () => {
  const slips = {
    dash: ['dahs', 'dsah', 'adsh', 'das', 'dsh', 'daash', 'DASH', 'Dash'],
    imp: ['ipm', 'IMP', 'mip'],
    none: ['noen', 'nonne', 'unpruned', 'unpruend'],
    bio: ['boi', 'BioPruning', 'biopruning'],
    'path-reg': ['pathreg', 'path_reg', 'PathReg', 'path-rge', 'path-re'],
    'c-node': ['cnode', 'C-NODE', 'c-nod', 'c-mode'],
    lasso: ['laso', 'lassso', 'lssso', 'lsaso'],
    evidence: ['evidenec', 'evidance'],
  };
  for (const [name, labels] of Object.entries(slips)) {
    for (const label of labels) assert.equal(strategyMeant(label), name, label);
  }
});

test('neither a name nor a label that is like none is taken for a slip', () => {
  for (const { name } of STRATEGIES) assert.equal(strategyMeant(name), null, name);
  const free = ['one', 'two', 'big', 'bin', 'trio', 'done', 'nine', 'ash', 'dish', 'dash2', 'dash, warm start', 'imp-b', 'limp', 'my model', 'λ = 0.1', 'wide', 'a', '', 'lassos of mine', 'control', 'l1']; // prettier-ignore
  for (const label of free) assert.equal(strategyMeant(label), null, label);
});
