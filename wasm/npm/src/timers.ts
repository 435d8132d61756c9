// The timers of Go's runtime, which collects its garbage by them.

/** Timers that end together, let a process of Node end, and hand what they throw to one function. */
export class Timers {
  readonly #running = new Set<ReturnType<typeof setTimeout>>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  readonly set = (run: () => void, milliseconds: number): unknown => {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      try {
        run();
      } catch (error) {
        this.#failed(error);
      }
    }, milliseconds);
    (timer as { unref?: () => void }).unref?.();
    this.#running.add(timer);
    return timer;
  };

  readonly clear = (timer: unknown): void => {
    clearTimeout(timer as ReturnType<typeof setTimeout>);
    this.#running.delete(timer as ReturnType<typeof setTimeout>);
  };

  end(): void {
    for (const timer of this.#running) {
      clearTimeout(timer);
    }
    this.#running.clear();
  }
}
