// The element's style sheets, one for all elements of a page.

/** @import { Texts } from '../texts/texts.js' */

import base from '../styles/base.css' with { type: 'css' };
import experiments from '../styles/experiments.css' with { type: 'css' };
import lab from '../styles/lab.css' with { type: 'css' };
import minimal from '../styles/minimal.css' with { type: 'css' };
import element from '../styles/mutex-demo.css' with { type: 'css' };
import output from '../styles/output.css' with { type: 'css' };
import palette from '../styles/palette.css' with { type: 'css' };
import print from '../styles/print.css' with { type: 'css' };
import program from '../styles/program.css' with { type: 'css' };
import readers from '../styles/readers.css' with { type: 'css' };
import room from '../styles/room.css' with { type: 'css' };
import schedulers from '../styles/schedulers.css' with { type: 'css' };
import stepper from '../styles/stepper.css' with { type: 'css' };
import stepperSmall from '../styles/stepper-small.css' with { type: 'css' };
import theme from '../styles/theme.css' with { type: 'css' };
import timeline from '../styles/timeline.css' with { type: 'css' };
import told from '../styles/told.css' with { type: 'css' };
import track from '../styles/track.css' with { type: 'css' };

/** For a shadow root to adopt, in this order. */
export const styles = [base, element, output, palette, program, schedulers, timeline, experiments, told, room, readers, lab, minimal, stepper, track, stepperSmall, print, theme];

/**
 * Has a root adopt the sheets of a scene: those of its stage ahead of the stepper's, which takes the stage's place.
 * @param {ShadowRoot} shadow
 * @param {CSSStyleSheet[]} stage
 * @param {CSSStyleSheet} scene
 */
export function adoptScene(shadow, stage, scene) {
  const adopted = [...shadow.adoptedStyleSheets];
  if (adopted.includes(scene)) return;
  adopted.splice(adopted.indexOf(stepper), 0, ...stage);
  shadow.adoptedStyleSheets = [...adopted, scene];
}

/** The words that style sheets show. @param {HTMLElement} root @param {Texts} texts */
export function showWords(root, { say }) {
  for (const word of /** @type {const} */ (['torn', 'empty', 'on', 'off'])) root.style.setProperty(`--word-${word}`, JSON.stringify(say(`word.${word}`)));
}
