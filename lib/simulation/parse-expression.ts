import { activation, combine, level, number, type Expression, type Operator } from './expression';

interface Token {
  readonly text: string;
  /** 1-based column in the text. */
  readonly column: number;
}

/**
 * Reads one published equation, an R expression such as "((1 * fAct(GAL11, 0.52, 1.41)) * 1 - 1 * A1_ALPHA2) / 1":
 * numbers, gene names, + - * /, brackets and fAct(gene, E, h).
 * @param geneIndex the row of every gene's name.
 * @throws SyntaxError naming the column, for anything else; a gene that is not in `geneIndex` included.
 */
export function parseExpression(text: string, geneIndex: ReadonlyMap<string, number>): Expression {
  const tokens = tokensOf(text);
  let next = 0;

  const fail = (token: Token, expected: string): never => {
    throw new SyntaxError(
      `column ${token.column}: ${expected}, found ${token.text ? `"${token.text}"` : 'the end'}`,
    );
  };
  const take = (): Token => tokens[Math.min(next++, tokens.length - 1)];
  const peek = (): string => tokens[next].text;
  const expect = (text: string): void => {
    const token = take();
    if (token.text !== text) fail(token, `expected "${text}"`);
  };

  const chain = (operators: string, operand: () => Expression): Expression => {
    let left = operand();
    while (peek() !== '' && operators.includes(peek()))
      left = combine(take().text as Operator, left, operand());
    return left;
  };
  const sum = (): Expression => chain('+-', product);
  const product = (): Expression => chain('*/', factor);

  function factor(): Expression {
    const token = take();
    if (token.text === '-') return combine('-', number(0), factor());
    if (token.text === '(') {
      const inside = sum();
      expect(')');
      return inside;
    }
    if (token.text === 'fAct') return hillTerm(token);
    if (isNumber(token.text)) return number(Number(token.text));
    return level(geneAt(token));
  }

  function hillTerm(start: Token): Expression {
    expect('(');
    const gene = geneAt(take());
    expect(',');
    const ec50 = numberAt(take());
    expect(',');
    const exponent = numberAt(take());
    expect(')');
    if (!(ec50 > 0 && ec50 < 1 && exponent > 0)) fail(start, `expected 0 < E < 1 and h > 0 in fAct`);
    return activation(gene, ec50, exponent);
  }

  function geneAt(token: Token): number {
    const gene = /^[A-Za-z.]/.test(token.text) ? geneIndex.get(token.text) : undefined;
    return gene ?? fail(token, 'expected the name of a gene of this network');
  }

  function numberAt(token: Token): number {
    return isNumber(token.text) ? Number(token.text) : fail(token, 'expected a number');
  }

  const expression = sum();
  if (peek() !== '') fail(tokens[next], 'expected the end of the equation');
  return expression;
}

const isNumber = (text: string): boolean => /^[0-9.]/.test(text) && Number.isFinite(Number(text));

/** Splits into numbers, names and single characters; the last token is empty and marks the end. */
function tokensOf(text: string): Token[] {
  const pattern = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z.][\w.]*)|(\S))/gy;
  const tokens: Token[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const token = match[1] ?? match[2] ?? match[3];
    tokens.push({ text: token, column: match.index + match[0].length - token.length + 1 });
  }
  tokens.push({ text: '', column: text.length + 1 });
  return tokens;
}
