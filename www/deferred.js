/** A promise that whoever has this object settles. */
export class Deferred {
  promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
}
