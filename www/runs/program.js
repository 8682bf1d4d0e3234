// The settings that say which program runs, and how fast; in the form that Rust takes.

/** @import { Values } from '../element/settings.js' */

/**
 * Those of the values that say which program runs, and how fast.
 * @typedef {Pick<Values, 'program' | 'threads' | 'count' | 'lock' | 'scope' | 'main' | 'pace' | 'inside' | 'outside'>
 * & Partial<Pick<Values, 'source' | 'spending' | 'tape'>>} ProgramValues
 */

/** @typedef {typeof import('../pkg/mutex_demo.js').Settings} SettingsClass the same class in both modules */

/**
 * If two settings are equal in these, so are their programs.
 * @param {ProgramValues} settings
 */
export const programOf = ({ program, source, threads, count, lock, scope, main }) =>
  JSON.stringify([source || [program, scope], threads, count, lock, main]);

/**
 * Converts settings to the program's form: a `Settings` of that class. The caller frees it.
 * @template S
 * @param {new (...values: ConstructorParameters<SettingsClass>) => S} Settings
 * @param {ProgramValues} settings
 */
export function toWasm(Settings, settings) {
  const { program, source = '', threads, count, lock, scope, main, pace, inside, outside, spending = 'wait', tape = false } = settings;
  return new Settings(program, source, threads, count, lock, scope, main, pace, inside, outside, spending, tape);
}

/**
 * Whether settings have no program.
 * @param {SettingsClass} Settings
 * @param {ProgramValues} settings
 */
export function isWrong(Settings, settings) {
  const program = toWasm(Settings, settings);
  const { problem } = program;
  program.free();
  return problem !== undefined;
}
