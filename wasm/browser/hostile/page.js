// Runs in a page of hostile.test.mjs: gives a validator what people paste by accident and attackers on purpose.

/** Asks about a text, and then about a good one. Returns what is wrong with the answers, and how long the first took. */
export async function survive(validator, good, text, { op = 'validate', name = 'x.yaml' } = {}) {
  const size = typeof text === 'string' ? new TextEncoder().encode(text).length : text.length;
  const options = op === 'validate' ? { name, mode: 'update' } : { name, offset: String(size >> 1) };
  const start = performance.now();
  const answer = await validator.raw({ op, source: text, options });
  const time = performance.now() - start;
  const next = await validator.raw({ op: 'validate', source: good.text, options: { name: 'good.yaml', mode: 'create' } });
  return { time, problems: [...wrong(JSON.parse(answer), op, size), ...(next === good.answer ? [] : ['the next document is answered otherwise than before'])] };
}

/** What a page must not get as an answer. */
function wrong({ version, valid, counts, diagnostics }, op, size) {
  const found = [];
  if (version !== 1 || (op === 'validate' && valid !== (counts.error === 0))) {
    found.push('the answer is none');
  }
  for (const { code, range, message } of diagnostics) {
    const inside = range && range.start.offset >= 0 && range.start.offset <= range.end.offset && range.end.offset <= size && range.start.line >= 1 && range.start.column >= 1;
    if (code === 'internal-error' || code === 'request-invalid' || (!inside && code !== 'findings-capped')) {
      found.push(`${code} at ${JSON.stringify(range)}: ${message}`);
    }
  }
  return found.slice(0, 3);
}

/** The answer about a text that has nothing wrong, to compare later ones with. */
export async function remember(validator, text) {
  return { text, answer: await validator.raw({ op: 'validate', source: text, options: { name: 'good.yaml', mode: 'create' } }) };
}

/** The codes and places of what is found in a text. */
export async function found(validator, text, name = 'x.yaml') {
  const { diagnostics } = await validator.validate(text, { name });
  return diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.range?.start.line}:${d.range?.start.column} ${d.code}`);
}
