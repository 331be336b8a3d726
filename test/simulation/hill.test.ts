import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hillActivation, hillConstants, hillRepression } from '../../lib/simulation/hill';

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-14, `${actual}, not ${expected}`);

describe('Hill kinetics', () => {
  it('is 0 without the regulator, 1/2 at E and 1 at full level', () => {
    for (const [ec50, exponent] of [
      [0.4, 1.01],
      [0.5, 1.39],
      [0.6, 1.8],
      [0.75, 4],
    ]) {
      near(hillActivation(0, ec50, exponent), 0);
      near(hillActivation(ec50, ec50, exponent), 0.5);
      near(hillActivation(1, ec50, exponent), 1);
      near(hillRepression(ec50, ec50, exponent), 0.5);
      near(hillRepression(1, ec50, exponent), 0);
    }
  });

  it('equals the published form B x^h / ((B - 1) + x^h)', () => {
    for (const x of [0.01, 0.3, 0.77, 1]) {
      const [ec50, h] = [0.521514644287527, 1.41017003609333];
      const B = (ec50 ** h - 1) / (2 * ec50 ** h - 1);
      near(hillActivation(x, ec50, h), (B * x ** h) / (B - 1 + x ** h));
    }
  });

  it('is x^h where the published form divides by zero: E^h = 1/2', () => {
    near(hillActivation(0.3, 0.5, 1), 0.3);
  });

  it('counts a level below 0 as 0', () => assert.equal(hillActivation(-1e-12, 0.5, 1.5), 0));

  it('refuses parameters that make no Hill term', () => {
    for (const ec50 of [0, 1, -0.1, NaN]) assert.throws(() => hillConstants(ec50, 1.5), /half-maximal/);
    for (const exponent of [0, -1, NaN, Infinity])
      assert.throws(() => hillConstants(0.5, exponent), /exponent/);
  });
});
