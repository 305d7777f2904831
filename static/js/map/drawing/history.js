// @ts-check
/**
 * Undo and redo over whole states. Pure.
 * @template T
 */
export class History {
  /** @param {T} start */
  constructor(start) {
    /** @type {T[]} */
    this.past = [];
    this.present = start;
    /** @type {T[]} */
    this.future = [];
  }

  /** @param {T} state */
  push(state) {
    this.past.push(this.present);
    this.present = state;
    this.future = [];
  }

  /** @returns {T | null} the state before, null when there is none */
  undo() {
    const before = this.past.pop();
    if (before === undefined) return null;
    this.future.push(this.present);
    this.present = before;
    return before;
  }

  /** @returns {T | null} */
  redo() {
    const after = this.future.pop();
    if (after === undefined) return null;
    this.past.push(this.present);
    this.present = after;
    return after;
  }
}
