import { AstrofileError, type Answer, type Text, type Validator } from '@astrofile/validator';

/** What the page says about the validator. */
export type State = 'loading' | 'ready' | 'restarted' | 'failed';

/** The validator refuses documents above 1 MiB; of one that is far above it, this much is enough to say so. */
export const MOST = 4 << 20;

/**
 * Wraps a validator so that the page hears when an instance broke or took too long, and so that a document of any size is
 * answered at once: what is checked and described is cut at {@link MOST} characters. Methods that give a new text get
 * the whole.
 */
export function watch(validator: Validator, tell: (state: State, why?: string) => void): Validator {
  let broken = false;
  const seen = async <T extends Answer>(asked: Promise<T>): Promise<T> => {
    try {
      const answer = await asked;
      const crash = answer.diagnostics.find((d) => d.code === 'internal-error');
      if (crash) tell('restarted', crash.message);
      else if (broken) tell('ready');
      broken = crash !== undefined;
      return answer;
    } catch (error) {
      if (error instanceof AstrofileError && error.code !== 'aborted') {
        broken = true;
        tell(error.code === 'timeout' || error.code === 'crashed' ? 'restarted' : 'failed', error.message);
      }
      throw error;
    }
  };
  return {
    validate: (text, o) => seen(validator.validate(cut(text), o)),
    fix: (text, o) => seen(validator.fix(text, o)),
    format: (text, o) => seen(validator.format(text, o)),
    set: (text, path, value, o) => seen(validator.set(text, path, value, o)),
    plan: (live, text, o) => seen(validator.plan(cut(live), cut(text), o)),
    template: (text, o) => seen(validator.template(text, o)),
    share: (text, o) => seen(validator.share(text, o)),
    hover: (text, position, o) => seen(validator.hover(cut(text), position, o)),
    complete: (text, position, o) => seen(validator.complete(cut(text), position, o)),
    schema: (o) => seen(validator.schema(o)),
    raw: (request, o) => validator.raw(request, o),
    version: validator.version,
    close: () => validator.close(),
  };
}

function cut(text: Text): Text {
  return text.length > MOST ? text.slice(0, MOST) : text;
}
