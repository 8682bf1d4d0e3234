// One session of a WebDriver: its commands, one after the other, each with a limit.

/** The time after the limit of a command, within which the driver has to say that the limit has passed. */
const GRACE_MS = 15_000;

/** The longest time that a session takes to open, on a machine that has more to do. */
const START_MS = 30_000;

export class Session {
  #address;
  #timeout;
  #end;
  /** The command in progress: a driver takes one at a time. */
  #last = Promise.resolve();
  #dead;
  /** The frame in which the driver executes scripts, if it is known. */
  inside;

  constructor(address, timeout, end) {
    this.#address = address;
    this.#timeout = timeout;
    this.#end = end;
  }

  /** @param {() => void} end ends the browser */
  static async open(server, timeout, end) {
    const session = new Session(server, START_MS, end);
    const { sessionId } = await session.command('POST', '/session', { capabilities: { alwaysMatch: {} } });
    session.#timeout = timeout;
    session.#address = `${server}/session/${sessionId}`;
    await session.command('POST', '/timeouts', { script: timeout, pageLoad: timeout });
    return session;
  }

  get timeout() {
    return this.#timeout;
  }

  /** Sends a command when those before it have been answered. */
  command(method, path, body) {
    return this.together((send) => send(method, path, body));
  }

  /** Sends some commands with no other command between them. */
  together(commands) {
    const result = this.#last.then(() => commands((method, path, body) => this.#send(method, path, body)));
    this.#last = result.then(() => {}, () => {});
    return result;
  }

  async #send(method, path, body) {
    if (this.#dead) throw new Error(this.#dead);
    let answer;
    try {
      const signal = AbortSignal.timeout(this.#timeout + GRACE_MS);
      answer = await fetch(this.#address + path, { method, body: body && JSON.stringify(body), signal });
    } catch (error) {
      // Nothing is asked of a browser that has once failed to answer.
      this.#dead = `the browser does not answer to ${method} ${path}: ${error.cause?.message ?? error.message}`;
      this.#end();
      throw new Error(this.#dead);
    }
    const { value } = await answer.json();
    if (answer.ok) return value;
    throw Object.assign(new Error(`${method} ${path}: ${value.error}: ${value.message}`), { code: value.error });
  }

  end() {
    this.#dead ??= 'the browser is closed';
    this.#end();
  }
}
