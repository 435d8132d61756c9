// Asks a validator what the corpus asks, in a page as well as in Node.

/** Reads the lines of the corpus. */
export function parse(text) {
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** The answers of a validator to the requests of a group. */
export async function answers(validator, { source, live, requests }) {
  const document = bytes(source);
  const other = live ? bytes(live) : document;
  return Promise.all(requests.map(({ op, live: along, options = {} }) => (
    validator.raw(along ? { op, source: document, live: other, options } : { op, source: document, options })
  )));
}

/** The names of the groups that a validator answers otherwise than the corpus wants. */
export async function check(validator, groups) {
  const failed = [];
  for (const group of groups) {
    if (await digest(await answers(validator, group)) !== group.want) {
      failed.push(group.name);
    }
  }
  return failed;
}

/** The first difference between wanted and given answers, as a sentence. */
export function difference(group, given) {
  for (const [i, want] of group.answers.entries()) {
    const got = given[i];
    if (got === want) {
      continue;
    }
    const at = [...want].findIndex((_, k) => want[k] !== got[k]);
    const place = at < 0 ? want.length : at;
    const { op, options } = group.requests[i];
    const around = (text) => JSON.stringify(text.slice(Math.max(0, place - 60), place + 120));
    return `${group.name}: ${op} ${JSON.stringify(options ?? {})}: answers differ at character ${place}:\n  want …${around(want)}\n  got  …${around(got)}`;
  }
  return `${group.name}: answers of the library and of the binary differ, but not now: one of them depends on what was asked before`;
}

async function digest(list) {
  const text = new TextEncoder().encode(list.map((answer) => `${answer}\n`).join(''));
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytes(base64) {
  return Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0));
}
