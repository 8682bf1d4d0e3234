/** A promise that is settled through this object. */
export class Deferred {
  promise = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
}
